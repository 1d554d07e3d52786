import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import { didYouMean, nearest } from "../clouds/settings/nearest";
import type { Kind } from "../pulumi/tokens";
import { ConfigurationError } from "./configuration";

/** The JSON schema of a setting. Its description appears in the table of docs/policies.md and in editors. */
export type Setting = PolicyConfigSchema["properties"][string] & {
  readonly description: string;
  /** For a setting whose default shows nothing. */
  readonly example?: unknown;
};

/** What every rule declares. `Config` is the type of its policy configuration. */
export interface Rule<Config extends object> {
  /** The name of the policy, which is its key in policy configuration. */
  readonly name: string;
  /** Why the rule exists, in one sentence. Every report begins with it. */
  readonly why: string;
  /** How to comply with it, in one sentence. Every report ends with it. */
  readonly fix: string;
  /** The enforcement level unless policy configuration sets another. */
  readonly enforcement: "advisory" | "mandatory";
  readonly severity: Severity;
  /** The settings of its policy configuration. One without a default has no effect until it is configured. */
  readonly settings: Readonly<Record<keyof Config & string, Setting>>;
  /** Throws a ConfigurationError for settings that no image of this kind can comply with. */
  refuseImpossible?(config: Config, kind: Kind | undefined): void;
}

/** The fields that a policy takes from its rule. */
export function policyFields<Config extends object>({
  name,
  why,
  fix,
  enforcement,
  severity,
  settings,
}: Rule<Config>) {
  return {
    name,
    description: why,
    remediationSteps: fix,
    enforcementLevel: enforcement,
    severity,
    configSchema: { properties: { ...settings } },
  } as const;
}

/**
 * The configuration, completed with defaults: the engine adds them, but not for a pack that is configured in its own program.
 * Unknown settings are an error here, because the engine ignores them.
 */
export function configurationOf<Config extends object>(
  { settings, refuseImpossible }: Pick<Rule<Config>, "settings" | "refuseImpossible">,
  given: object,
  kind?: Kind,
): Config {
  const settingNames = Object.keys(settings);
  const unknownSetting = Object.keys(given).find((key) => !settingNames.includes(key));
  if (unknownSetting !== undefined) {
    const may = settingNames.length === 0 ? "this rule has none" : `known: ${settingNames.join(", ")}`;
    const question = didYouMean(nearest(unknownSetting, [...settingNames, "enforcementLevel"]));
    throw new ConfigurationError(
      `there is no setting "${unknownSetting}"${question ? `: ${question} (${may})` : `; ${may}`}`,
    );
  }
  const defaults = Object.entries<Setting>(settings).flatMap(([key, { default: value }]) =>
    value === undefined ? [] : [[key, value]],
  );
  const config = { ...Object.fromEntries(defaults), ...given } as Config;
  refuseImpossible?.(config, kind);
  return config;
}
