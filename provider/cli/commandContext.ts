import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { text } from "node:stream/consumers";
import { type Clock, realClock } from "../http/clock";
import { openTerminal, type Terminal } from "./terminal/terminal";
import { wrapped } from "./terminal/wrapped";

/** What a subcommand uses of its process. Tests replace it. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly clock: Clock;
  /** The version of Node, such as `22.12.0`. */
  readonly nodeVersion: string;
  /** How wide the terminal is; undefined if stdout is none. */
  readonly columns?: number | undefined;
  /** Writes to stdout, which is for the result alone. */
  out(text: string): void;
  /** Writes to stderr: progress, notes, errors. */
  say(text: string): void;
  readStdin(): Promise<string>;
  /** Runs the Pulumi CLI in the current folder. Undefined if there is none on the PATH. */
  pulumi(args: readonly string[]): Promise<CommandResult | undefined>;
  /** Who can be asked. Undefined without a terminal. */
  readonly terminal?: Terminal | undefined;
  /** Runs the Node.js of the PATH, which need not be the one of this process. Undefined if there is none. */
  node(args: readonly string[]): Promise<CommandResult | undefined>;
}

/** A command that has ended. */
export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export function processContext(): CommandContext {
  return {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    clock: realClock,
    nodeVersion: process.versions.node,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    out: (line) => void process.stdout.write(line),
    say: (text) => void process.stderr.write(wrapped(text, process.stderr.columns)),
    readStdin: () => text(process.stdin),
    // A notice of a new version would end up in our error messages.
    pulumi: (args) =>
      run("pulumi", ["--non-interactive", "--color", "never", ...args], { PULUMI_SKIP_UPDATE_CHECK: "true" }),
    // Questions go to stderr: stdout is for the result.
    terminal:
      process.stdin.isTTY && process.stderr.isTTY ? openTerminal(process.stdin, process.stderr) : undefined,
    node: (args) => run("node", args, {}),
  };
}

/** Undefined if there is no such program on the PATH. */
async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult | undefined> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  try {
    const [stdout, stderr, ended] = await Promise.all([text(child.stdout), text(child.stderr), code]);
    return { ok: ended === 0, stdout, stderr };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
