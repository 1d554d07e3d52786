import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type LocalCloud, type LocalCloudOptions, startCloud } from "../../local-cloud";
import type { CommandContext, CommandResult } from "../../provider/cli/commandContext";
import { runCommand } from "../../provider/cli/runCommand";
import { realClock } from "../../provider/http/clock";
import { canary, canaryPasswords } from "../lifecycle/harness/canary";

/** A local cloud, a folder to run the command in, and a stand-in for the Pulumi CLI. */
export interface Shell {
  readonly cloud: LocalCloud;
  readonly folder: string;
  /** The answers of `pulumi`, by the beginning of its arguments. Any other call fails. */
  readonly pulumi: Record<string, string | CommandResult>;
  /** The arguments of all calls of `pulumi`. */
  readonly pulumiCalls: string[];
  write(file: string, text: string): void;
  /** Runs the command. A string is split at its spaces. */
  run(args: string | readonly string[], around?: Partial<CommandContext>): Promise<Ended>;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const open: { cloud: LocalCloud; folder: string }[] = [];

afterEach(async () => {
  for (const { cloud, folder } of open.splice(0)) {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** `OS_CLOUD` is `otc`; all passwords are canaries, and every output is searched for them. */
export async function openShell(options: LocalCloudOptions = {}): Promise<Shell> {
  const cloud = await startCloud({
    passwords: canaryPasswords,
    ...options,
    settings: { strictSignatures: true, ...options.settings },
  });
  const folder = mkdtempSync(join(tmpdir(), "cloud-images-cli-"));
  open.push({ cloud, folder });
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write("clouds.yaml", JSON.stringify({ clouds: cloud.credentials })); // JSON is YAML
  const pulumi: Shell["pulumi"] = {};
  const pulumiCalls: string[] = [];
  return { cloud, folder, pulumi, pulumiCalls, write, run };

  async function run(args: string | readonly string[], around: Partial<CommandContext> = {}): Promise<Ended> {
    const output = { out: "", err: "" };
    const code = await runCommand(typeof args === "string" ? args.split(" ").filter(Boolean) : args, {
      env: { OS_CLOUD: "otc" },
      cwd: folder,
      home: folder,
      clock: realClock,
      nodeVersion: "22.12.0",
      out: (text) => {
        output.out += text;
      },
      say: (text) => {
        output.err += text;
      },
      readStdin: async () => "",
      pulumi: async (words) => {
        pulumiCalls.push(words.join(" "));
        const known = Object.keys(pulumi).find((start) => words.join(" ").startsWith(start));
        const answer = known === undefined ? "error: unexpected" : (pulumi[known] ?? "");
        if (typeof answer !== "string") return answer;
        return { ok: known !== undefined, stdout: known ? answer : "", stderr: known ? "" : answer };
      },
      node: async () => ({ ok: true, stdout: "v22.12.0\n", stderr: "" }),
      ...around,
    });
    expect(output.out + output.err).not.toContain(canary);
    expect(output.out + output.err).not.toMatch(/\n {4}at /); // no stack traces
    const told = output.err.split("\n").filter((line) => line.length > 30);
    expect(told.filter((line, at) => told.indexOf(line) !== at)).toEqual([]); // and nothing is told twice
    return { code, ...output };
  }
}

/** The node_modules of this workspace, to be linked into the shell's folder. */
export const nodeModules = resolve(__dirname, "../../node_modules");
