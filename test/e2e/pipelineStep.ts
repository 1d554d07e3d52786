import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Stack } from "./engine";

/** One of the scripts that the pipelines of examples/gitops call. */
export async function step(stack: Stack, script: string, env: Record<string, string> = {}) {
  const child = spawn("sh", [`${script}.sh`], {
    cwd: stack.project,
    env: { ...stack.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, output: out + err };
}
