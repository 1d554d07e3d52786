import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

const root = path.resolve(__dirname, "../..");

/** As started by hand: `npm test` tells what it starts about our own package. */
export const npmEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle|config_local)|INIT_CWD)/.test(name),
  ),
);

interface Packed {
  readonly file: string;
  readonly contents: readonly string[];
}

/**
 * What `npm publish` would send. The code was compiled before the tests: without scripts nothing is compiled twice. The one
 * that copies the documentation is run by hand.
 */
export function packProvider(folder: string): Packed {
  execFileSync(process.execPath, [path.join(root, "tools/packDocs.mjs")]);
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [packed] = JSON.parse(
    execFileSync("npm", args, {
      cwd: path.join(root, "provider"),
      env: npmEnvironment,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const contents: { path: string }[] = packed.files;
  return { file: path.join(folder, packed.filename), contents: contents.map((one) => one.path) };
}

/** Runs npm to its end, and says all that it said when it fails. */
export async function npm(args: readonly string[], cwd: string): Promise<void> {
  const child = spawn("npm", args, { cwd, env: npmEnvironment, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${code}:\n${out}${err}`);
}
