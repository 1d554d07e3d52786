import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type LocalCloud, type LocalCloudOptions, startCloud } from "../../local-cloud";
import type { CommandContext, Ran } from "../../provider/cli/commandContext";
import { runCommand } from "../../provider/cli/runCommand";
import { realClock } from "../../provider/http/clock";
import { canary, canaryPasswords } from "../lifecycle/harness/canary";

/** A local cloud, a folder to run the command in, and a Pulumi CLI that answers as told. */
export interface Shell {
  readonly cloud: LocalCloud;
  readonly folder: string;
  /** What `pulumi` answers, by the beginning of its arguments; what is not here fails. */
  readonly pulumi: Record<string, string | Ran>;
  /** How `pulumi` was called. */
  readonly asked: string[];
  write(file: string, text: string): void;
  /** A text is split at its spaces. */
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
  const asked: string[] = [];
  return { cloud, folder, pulumi, asked, write, run };

  async function run(args: string | readonly string[], around: Partial<CommandContext> = {}): Promise<Ended> {
    const said = { out: "", err: "" };
    const code = await runCommand(typeof args === "string" ? args.split(" ").filter(Boolean) : args, {
      env: { OS_CLOUD: "otc" },
      cwd: folder,
      home: folder,
      clock: realClock,
      nodeVersion: "22.12.0",
      out: (text) => {
        said.out += text;
      },
      say: (text) => {
        said.err += text;
      },
      readStdin: async () => "",
      pulumi: async (words) => {
        asked.push(words.join(" "));
        const known = Object.keys(pulumi).find((start) => words.join(" ").startsWith(start));
        const answer = known === undefined ? "error: unexpected" : (pulumi[known] ?? "");
        if (typeof answer !== "string") return answer;
        return { ok: known !== undefined, stdout: known ? answer : "", stderr: known ? "" : answer };
      },
      ...around,
    });
    expect(said.out + said.err).not.toContain(canary);
    expect(said.out + said.err).not.toMatch(/\n {4}at /); // no stack traces
    return { code, ...said };
  }
}

/** The package as installed in the shell's folder: this workspace's. */
export const nodeModules = resolve(__dirname, "../../node_modules");
