import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "./files";

/** An engine that prints this text, logs these events, saves a plan if its command asks for one, and ends with this code. */
export interface Run {
  readonly script?: "preview" | "drift";
  readonly text?: string;
  /** Lines of the event log: an event, or a line as it is. */
  readonly events?: readonly (object | string)[];
  readonly code?: number;
  readonly env?: Record<string, string>;
}

const engine = `#!/bin/sh
cat printed
while [ $# -gt 0 ]; do
  case $1 in
    --event-log) ls -l "$2" | cut -c1-10 >mode; cat logged >"$2";;
    --save-plan) echo {} >"$2";;
  esac
  shift
done
[ -z "$ENGINE_STOPS" ] || kill -TERM $PPID
exit $(cat code)
`;

/** What the script makes of it. The real engine: test/e2e/gitops.test.ts. */
export function ran({ script = "preview", text = "", events = [], code = 0, env = {} }: Run) {
  const folder = mkdtempSync(path.join(tmpdir(), "summary-"));
  try {
    cpSync(repository, folder, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
    const temporary = path.join(folder, "temporary");
    mkdirSync(temporary);
    const put = (file: string, content: string, mode = 0o644) =>
      writeFileSync(path.join(folder, file), content, { mode });
    put("printed", text);
    put(
      "logged",
      events.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
    );
    put("code", String(code));
    put("pulumi", engine, 0o755);
    const { status, stdout, stderr } = spawnSync("sh", [`${script}.sh`], {
      cwd: folder,
      env: {
        PATH: [folder, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
        TMPDIR: temporary,
        PULUMI_STACK: "production",
        ...env,
      },
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    const written = path.join(folder, "summary.md");
    const summary = existsSync(written) ? readFileSync(written, "utf8") : "";
    return {
      status,
      log: stdout + stderr,
      summary,
      heading: summary.split("\n")[0] ?? "",
      rows: rowsOf(summary),
      hasPlan: existsSync(path.join(folder, "plan.json")),
      /** What the event log's file allows, and what the script has left of it. */
      eventLog: {
        mode: readFileSync(path.join(folder, "mode"), "utf8").trim(),
        left: readdirSync(temporary),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The cells of the table as GitHub splits them: at every pipe without a backslash. */
export function rowsOf(summary: string): string[][] {
  const lines = summary.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const stack = "urn:pulumi:production::images::pulumi:pulumi:Stack::images-production";
export const VOLUME_IMAGE = "pulumi-nodejs:dynamic/cloudimages:VolumeImage";
export const urnOf = (name: string, parents = "", type = VOLUME_IMAGE) =>
  `urn:pulumi:production::images::${parents && `${parents}$`}${type}::${name}`;

interface State {
  readonly inputs?: object;
  readonly outputs?: object;
  readonly [more: string]: unknown;
}

/** A step, announced and ended. */
export function step(
  op: string,
  name: string,
  states: {
    old?: State | null;
    new?: State | null;
    parent?: string;
    parents?: string;
    type?: string;
    keys?: string[];
    diffs?: string[];
  },
): object[] {
  const { parent = stack, parents, type = VOLUME_IMAGE, keys, diffs, ...both } = states;
  const urn = urnOf(name, parents, type);
  const state = (given?: State | null) =>
    given && {
      type,
      urn,
      custom: !type.startsWith("team:"),
      id: "",
      parent,
      inputs: {},
      outputs: {},
      ...given,
    };
  const metadata = { op, urn, type, old: state(both.old) ?? null, new: state(both.new) ?? null, keys, diffs };
  return [{ resourcePreEvent: { metadata } }, { resOutputsEvent: { metadata } }];
}

/** A whole log. */
export const logOf = (...events: readonly object[]): object[] => [
  { preludeEvent: { config: {} } },
  ...events,
  { summaryEvent: { isPreview: true } },
];

export const said = (severity: string, message: string, urn?: string) => ({
  diagnosticEvent: { severity, message: `${message}\n`, ...(urn && { urn }) },
});

/** As the engine writes a secret into its log. */
export const secret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};
