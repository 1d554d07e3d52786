import {
  type CloudSettings,
  InvalidSettingsError,
  profileOf,
  resolveCloud,
  type Sources,
  settingsWarnings,
} from "../../clouds/settings";
import { realSources } from "../../pulumi/program/sources";
import { parseOptions, refuseEmpty } from "../arguments";
import type { CommandContext } from "../commandContext";
import { configFileOf } from "../configFile";
import { enterpriseProjectChecks } from "../enterpriseProjectChecks";
import { doctorHelp } from "../help";
import { programForm } from "../projectFile";
import { type Check, failedBy, ok, warning } from "./check";
import { cloudChecks } from "./cloudChecks";
import { whyChosen } from "./cloudChoice";
import { asJson, asText } from "./doctorReport";
import { identityChecks } from "./identityChecks";
import { configurationChecks } from "./program/configurationChecks";
import { packageChecks } from "./program/packageChecks";
import { pluginChecks } from "./program/pluginChecks";
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
  const form = programForm(context.cwd);
  const { configuration, checks: ofStack } = await configurationChecks(
    { stack: flags.stack, file, form },
    context,
  );
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
    ...(form === "native" ? await pluginChecks(context) : packageChecks(context)),
    ...ofStack,
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
