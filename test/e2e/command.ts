import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Stack } from "./engine";

const main = path.resolve(__dirname, "../../provider/bin/cli/main.js");

/** `pulumi-cloud-images` as it is published, in the folder of a stack (or another) and with its environment. */
export async function command(stack: Stack, args: string, cwd = stack.project) {
  const child = spawn(process.env.E2E_NODE ?? process.execPath, [main, ...args.split(" ")], {
    cwd,
    env: stack.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
