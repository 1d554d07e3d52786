import { z } from "zod";
import { secretFields } from "../clouds/settings";
import { CloudError } from "../http/errors";
import { snippet } from "../http/redact";
import type { StackIdentity } from "../pulumi/program/stackOwner";
import type { CommandContext } from "./commandContext";
import { reportIfSlow } from "./progress";

/** The part of a stack's configuration that is in our namespace. */
export interface StackConfiguration {
  /** By key, without the namespace. Secrets are in plain text here, so it is never printed. */
  readonly values: Readonly<Record<string, string>>;
  /** The credentials that were set without `--secret`, by key. */
  readonly plainCredentials: readonly string[];
}

export const noConfiguration: StackConfiguration = { values: {}, plainCredentials: [] };

/** The first version of Pulumi that reads the outputs of resources from an import file. */
const IMPORTS_SINCE = [3, 254] as const;

/** Refuses an engine that is too old for our import files, before anything is changed. One whose version is unknown passes. */
export async function refuseOldEngine(context: CommandContext): Promise<void> {
  const result = await context.pulumi(["version"]);
  const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(result?.ok ? result.stdout.trim() : "") ?? [];
  if (major === undefined || minor === undefined) return;
  const [oldestMajor, oldestMinor] = IMPORTS_SINCE;
  if (Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)) return;
  throw failure(
    "import",
    `Pulumi ${result?.stdout.trim()} does not take the file that would be written`,
    `install Pulumi ${IMPORTS_SINCE.join(".")} or newer`,
  );
}

/** The stack's state. Secrets are left encrypted, unless `showSecrets` is given: then the text holds them, so it is never printed. */
export function exportState(
  stack: string | undefined,
  context: CommandContext,
  { showSecrets = false } = {},
): Promise<string> {
  return runPulumi("stack export", showSecrets ? ["--show-secrets"] : [], stack, context);
}

const Values = z.record(
  z.string(),
  z.looseObject({ value: z.string().optional(), secret: z.boolean().optional() }),
);

/** Decrypts secrets only if our namespace has any. `file` is a configuration file other than the stack's own. */
export async function readConfiguration(
  stack: string | undefined,
  file: string | undefined,
  context: CommandContext,
): Promise<StackConfiguration> {
  const from = file === undefined ? [] : ["--config-file", file];
  const masked = ownConfiguration(Values, await runPulumi("config", ["--json", ...from], stack, context));
  const secret = Object.values(masked).some((entry) => entry.secret === true);
  const decrypted = secret
    ? ownConfiguration(
        Values,
        await runPulumi("config", ["--json", "--show-secrets", ...from], stack, context),
      )
    : masked;
  return {
    values: Object.fromEntries(
      Object.entries(decrypted).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
    ),
    plainCredentials: secretFields.filter(
      (field) => masked[field] !== undefined && masked[field].secret !== true,
    ),
  };
}

/**
 * The names of the stack, as its program sees them. In old self-managed backends (a folder, a bucket) stack names contain no
 * project. In every self-managed backend the organization is "organization".
 */
export async function identityOf(
  stack: string | undefined,
  context: CommandContext,
): Promise<Partial<StackIdentity> & Pick<StackIdentity, "organization" | "stack">> {
  const flags = ["--show-name", "--fully-qualify-stack-names"];
  const parts = (await runPulumi("stack", flags, stack, context)).trim().split("/");
  const [name = "", project, organization = "organization"] = parts.toReversed();
  return { organization, stack: name, ...(project === undefined ? {} : { project }) };
}

function ownConfiguration(shape: typeof Values, text: string): z.infer<typeof Values> {
  const prefix = "cloudimages:";
  return Object.fromEntries(
    Object.entries(parseAnswer(shape, text, "config")).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}

/** Errors never quote the text, which may hold secrets. */
function parseAnswer<Answer>(shape: z.ZodType<Answer>, text: string, command: string): Answer {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw failure(command, "its answer is not the JSON that was expected");
  }
}

async function runPulumi(
  command: string,
  flags: readonly string[],
  stack: string | undefined,
  context: CommandContext,
): Promise<string> {
  const chosen = stack === undefined ? [] : ["--stack", stack];
  const run = context.pulumi([...command.split(" "), ...flags, ...chosen]);
  const result = await reportIfSlow(context, `asks Pulumi: pulumi ${command}`, run);
  if (result === undefined)
    throw failure(command, "there is no `pulumi` on the PATH", "install the Pulumi CLI");
  if (result.ok) return result.stdout;
  throw failure(command, snippet(result.stderr.replace(/^error: /gm, "")) || "it failed without a word");
}

function failure(command: string, why: string, hint?: string): CloudError {
  return new CloudError(`pulumi ${command}: ${why}`, { outcome: "not-sent", hint });
}
