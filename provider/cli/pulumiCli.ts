import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { secretFields } from "../clouds/settings";
import { CloudError } from "../http/errors";
import { snippet } from "../http/redact";
import type { StackIdentity } from "../pulumi/program/stackOwner";
import type { CommandContext } from "./commandContext";
import { saySlow } from "./progress";

/** The stack's configuration of our namespace. */
export interface StackConfiguration {
  /** Keys without the namespace. Holds secrets in plain: never printed. */
  readonly values: Readonly<Record<string, string>>;
  /** Credentials that were set without `--secret`. */
  readonly plainCredentials: readonly string[];
}

export const noConfiguration: StackConfiguration = { values: {}, plainCredentials: [] };

/** The folder of the Pulumi project, searched upwards as Pulumi does; undefined outside of any. */
export function projectFolder(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name))))
      return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The first that takes the outputs of resources from an import file. */
const IMPORTS_SINCE = [3, 254] as const;

/** Before anything is changed: an older engine refuses the import file. One that does not tell its version is believed. */
export async function refuseOldEngine(context: CommandContext): Promise<void> {
  const ran = await context.pulumi(["version"]);
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(ran?.ok ? ran.stdout.trim() : "") ?? [];
  if (major === undefined || minor === undefined) return;
  const [oldestMajor, oldestMinor] = IMPORTS_SINCE;
  if (Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)) return;
  throw failed(
    "import",
    `Pulumi ${ran?.stdout.trim()} does not take the file that would be written`,
    `install Pulumi ${IMPORTS_SINCE.join(".")} or newer`,
  );
}

/** The state, secrets left encrypted. */
export function exportState(stack: string | undefined, context: CommandContext): Promise<string> {
  return ask("stack export", [], stack, context);
}

const Values = z.record(
  z.string(),
  z.looseObject({ value: z.string().optional(), secret: z.boolean().optional() }),
);

/** Secrets are decrypted only where our namespace has some. `file`: another one than the stack's own. */
export async function readConfiguration(
  stack: string | undefined,
  file: string | undefined,
  context: CommandContext,
): Promise<StackConfiguration> {
  const from = file === undefined ? [] : ["--config-file", file];
  const shown = ours(Values, await ask("config", ["--json", ...from], stack, context));
  const secret = Object.values(shown).some((entry) => entry.secret === true);
  const full = secret
    ? ours(Values, await ask("config", ["--json", "--show-secrets", ...from], stack, context))
    : shown;
  return {
    values: Object.fromEntries(
      Object.entries(full).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
    ),
    plainCredentials: secretFields.filter(
      (field) => shown[field] !== undefined && shown[field].secret !== true,
    ),
  };
}

/**
 * What a program is told of its stack. Old backends of one's own (a folder, a bucket) have no projects in their names; the
 * organization of all such backends is "organization".
 */
export async function identityOf(
  stack: string | undefined,
  context: CommandContext,
): Promise<Partial<StackIdentity> & Pick<StackIdentity, "organization" | "stack">> {
  const flags = ["--show-name", "--fully-qualify-stack-names"];
  const parts = (await ask("stack", flags, stack, context)).trim().split("/");
  const [name = "", project, organization = "organization"] = parts.toReversed();
  return { organization, stack: name, ...(project === undefined ? {} : { project }) };
}

function ours(shape: typeof Values, text: string): z.infer<typeof Values> {
  const prefix = "cloudimages:";
  return Object.fromEntries(
    Object.entries(read(shape, text, "config")).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}

/** Its text is never quoted: it may hold secrets. */
function read<Answer>(shape: z.ZodType<Answer>, text: string, command: string): Answer {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw failed(command, "its answer is not the JSON that was expected");
  }
}

async function ask(
  command: string,
  flags: readonly string[],
  stack: string | undefined,
  context: CommandContext,
): Promise<string> {
  const chosen = stack === undefined ? [] : ["--stack", stack];
  const run = context.pulumi([...command.split(" "), ...flags, ...chosen]);
  const ran = await saySlow(context, `asks Pulumi: pulumi ${command}`, run);
  if (ran === undefined) throw failed(command, "there is no `pulumi` on the PATH", "install the Pulumi CLI");
  if (ran.ok) return ran.stdout;
  throw failed(command, snippet(ran.stderr.replace(/^error: /gm, "")) || "it failed without a word");
}

function failed(command: string, why: string, hint?: string): CloudError {
  return new CloudError(`pulumi ${command}: ${why}`, { outcome: "not-sent", hint });
}
