import {
  type CloudSettings,
  InvalidSettingsError,
  isSharedWith,
  profileOf,
  resolveCloud,
  type Sources,
  settingsWarnings,
  strayConfiguration,
} from "../../clouds/settings";
import { CloudError, explain } from "../../http/errors";
import { snippet } from "../../http/redact";
import { realSources } from "../../pulumi/program/sources";
import { parseOptions, refuseEmpty } from "../arguments";
import type { CommandContext } from "../commandContext";
import { configFileOf, ownerIgnoresFile, setOwnerHint } from "../configFile";
import { enterpriseProjectChecks } from "../enterpriseProjectChecks";
import { doctorHelp } from "../help";
import { noConfiguration, projectFolder, readConfiguration, type StackConfiguration } from "../pulumiCli";
import { projectName } from "../targetStack";
import { type Check, failed, failedBy, ok, skipped, warning } from "./check";
import { cloudChecks } from "./cloudChecks";
import { whyChosen } from "./cloudChoice";
import { asJson, asText } from "./doctorReport";
import { identityChecks } from "./identityChecks";
import { packageChecks } from "./packageChecks";
import { proxyChecks } from "./proxyChecks";

const options = {
  cloud: { type: "string" },
  stack: { type: "string" },
  "config-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Exit codes, as the help documents them. */
const WELL = 0;
const FAILED = 1;

/**
 * Runs `pulumi-cloud-images doctor`: reports which cloud is used, where its settings come from, and whether everything that an
 * `up` needs is in place. It only reads.
 */
export async function doctor(args: readonly string[], context: CommandContext): Promise<number> {
  const flags = parseOptions("doctor", args, options);
  refuseEmpty("doctor", flags);
  if (flags.help) {
    context.out(doctorHelp);
    return WELL;
  }
  const file = configFileOf("doctor", flags["config-file"], context);
  const { configuration, check: stackCheck } = await stackConfiguration(flags.stack, file, context);
  const sources = realSources(context, configuration.values);
  const { settings, check: ofSettings } = settingsCheck(() => {
    profileOf(flags.cloud, sources); // refuses a misspelt profile, as an `up` does and a refresh does not
    return resolveCloud(flags.cloud, sources);
  });
  const checks = [
    ofSettings,
    ...spellingChecks(flags.cloud, sources),
    ...(settings === undefined ? [] : enterpriseProjectChecks(settings, context)),
    ...(settings === undefined ? [] : await connectionChecks(settings, context)),
    ...packageChecks(context),
    stackCheck,
  ];
  const report = { settings, why: whyChosen(flags.cloud, sources), checks };
  context.out(flags.json ? asJson(report) : asText(report));
  return checks.some(({ verdict }) => verdict === "failed") ? FAILED : WELL;
}

/** Does not try to sign in if the server cannot be reached: that would only fail more slowly. */
async function connectionChecks(settings: CloudSettings, context: CommandContext): Promise<Check[]> {
  const ways = proxyChecks(settings);
  const identity = await identityChecks(settings, context);
  const reached = identity.every(({ verdict, name }) => verdict !== "failed" || name === "clock");
  return [...ways, ...identity, ...(reached ? await cloudChecks(settings, context) : [])];
}

function settingsCheck(resolve: () => CloudSettings): { settings: CloudSettings | undefined; check: Check } {
  try {
    const settings = resolve();
    return { settings, check: ok("settings", `complete for cloud "${settings.name}" (${settings.profile})`) };
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    return { settings: undefined, check: failedBy("settings", error) };
  }
}

/** Warns of the same settings as an `up`: those that look misspelt, and those that have no effect. */
function spellingChecks(cloud: string | undefined, sources: Sources): Check[] {
  try {
    return settingsWarnings(cloud, sources).map((text) =>
      warning("spelling of settings", text, "correct it, or take it away"),
    );
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    return []; // the check of the settings reports it
  }
}

/** Reads the stack's configuration. It is no failure if there is no project or stack, unless an option names one. */
async function stackConfiguration(
  stack: string | undefined,
  file: string | undefined,
  context: CommandContext,
): Promise<{ configuration: StackConfiguration; check: Check }> {
  const name = "stack configuration";
  if (stack === undefined && projectFolder(context.cwd) === undefined) {
    return {
      configuration: noConfiguration,
      check: skipped(name, "the current folder is in no Pulumi project"),
    };
  }
  try {
    const configuration = await readConfiguration(stack, file, context);
    return { configuration, check: configurationCheck(name, configuration, file, context) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if ((stack ?? file) !== undefined)
      return { configuration: noConfiguration, check: failedBy(name, error) };
    return { configuration: noConfiguration, check: skipped(name, snippet(explain(error))) };
  }
}

function configurationCheck(
  name: string,
  { values, plainCredentials }: StackConfiguration,
  file: string | undefined,
  { cwd }: CommandContext,
): Check {
  const folder = projectFolder(cwd);
  const isShared = folder !== undefined && isSharedWith(projectName(folder));
  const stray = isShared ? [] : strayConfiguration(values);
  if (stray.length > 0) {
    const what = `${stray.join("; ")}: a program that makes an image refuses to run`;
    return failed(name, what, "correct the keys: pulumi config set, pulumi config rm");
  }
  if (plainCredentials.length === 0 && file !== undefined && values.owner === undefined) {
    return warning(name, ownerIgnoresFile, setOwnerHint);
  }
  if (plainCredentials.length === 0) {
    const keys = Object.keys(values).map((key) => `cloudimages:${key}`);
    return ok(
      name,
      keys.length === 0
        ? "it has no key of cloudimages:"
        : `it has ${keys.join(", ")}; no credential in plain text`,
    );
  }
  const keys = plainCredentials.map((field) => `cloudimages:${field}`);
  return failed(
    name,
    `${keys.join(", ")} in plain text: a program that makes an image refuses to run`,
    `${keys.map((key) => `pulumi config set --secret ${key}`).join("; ")}; and change it in the cloud if the stack's file has been shared`,
  );
}
