import {
  type CloudSettings,
  InvalidSettingsError,
  profileOf,
  resolveCloud,
  type Sources,
  settingsWarnings,
} from "../../clouds/settings";
import type { CommandContext } from "../commandContext";
import { enterpriseProjectChecks } from "../enterpriseProjectChecks";
import { type Check, failedBy, ok, skipped, warning } from "./check";
import { cloudChecks } from "./cloudChecks";
import { whyChosen } from "./cloudChoice";
import { identityChecks } from "./identityChecks";
import { proxyChecks } from "./proxyChecks";

/** What was found about one cloud, by the settings of the stack or of an explicit provider. */
export interface CloudReport {
  /** Undefined if the settings name no usable cloud. */
  readonly settings: CloudSettings | undefined;
  /** Why this cloud is used. */
  readonly why: string;
  readonly checks: readonly Check[];
}

/** `asked` is the cloud by name; undefined is the default one. `whyNone`: why none is needed, if that is so. */
export async function cloudReport(
  asked: string | undefined,
  sources: Sources,
  context: CommandContext,
  whyNone?: string,
): Promise<CloudReport> {
  const { settings, check } = settingsCheck(asked, sources, whyNone);
  const checks = [
    check,
    ...spellingChecks(asked, sources),
    ...(settings === undefined ? [] : enterpriseProjectChecks(settings, context)),
    ...(settings === undefined ? [] : await connectionChecks(settings, context)),
  ];
  return { settings, why: whyChosen(asked, sources), checks };
}

function settingsCheck(
  asked: string | undefined,
  sources: Sources,
  whyNone: string | undefined,
): { settings: CloudSettings | undefined; check: Check } {
  try {
    profileOf(asked, sources); // refuses a misspelt profile, as an `up` does and a refresh does not
    const settings = resolveCloud(asked, sources);
    return { settings, check: ok("settings", `complete for cloud "${settings.name}" (${settings.profile})`) };
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    const isNeeded = !error.noCloudSet || whyNone === undefined;
    return {
      settings: undefined,
      check: isNeeded ? failedBy("settings", error) : skipped("settings", whyNone),
    };
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

/** Does not try to sign in if the server cannot be reached: that would only fail more slowly. */
async function connectionChecks(settings: CloudSettings, context: CommandContext): Promise<Check[]> {
  const ways = proxyChecks(settings);
  const identity = await identityChecks(settings, context);
  const reached = identity.every(({ verdict, name }) => verdict !== "failed" || name === "clock");
  return [...ways, ...identity, ...(reached ? await cloudChecks(settings, context) : [])];
}
