import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import { ConfigurationError } from "./configuration";
import type { Kind } from "./kinds";

/** A JSON schema. Its description stands in the table of docs/policies.md. */
export type Setting = PolicyConfigSchema["properties"][string] & { readonly description: string };

/** What every rule tells about itself. `Config` is what its policy configuration may say. */
export interface Rule<Config extends object> {
  /** The key in policy configuration. */
  readonly name: string;
  /** Why there is such a rule, one sentence. Heads every report. */
  readonly why: string;
  /** How to obey it, one sentence. Ends every report. */
  readonly fix: string;
  /** Until policy configuration says otherwise. */
  readonly enforcement: "advisory" | "mandatory";
  readonly severity: Severity;
  /** A setting without default does nothing until it is configured. */
  readonly settings: Readonly<Record<keyof Config & string, Setting>>;
  /** Throws a ConfigurationError for settings that no image of this kind can obey, whatever its arguments are. */
  obeyable?(config: Config, kind: Kind | undefined): void;
}

/** What the rule's policy says of it. */
export function aboutRule<Config extends object>({
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
 * The configuration, with defaults: the engine adds them too, but a pack that is configured in its program has none.
 * Settings that do not exist are an error here, because the engine lets them pass.
 */
export function configurationOf<Config extends object>(
  { settings, obeyable }: Pick<Rule<Config>, "settings" | "obeyable">,
  given: object,
  kind?: Kind,
): Config {
  const known = Object.keys(settings);
  const strange = Object.keys(given).find((key) => !known.includes(key));
  if (strange !== undefined) {
    const may = known.length === 0 ? "this rule has none" : `known: ${known.join(", ")}`;
    throw new ConfigurationError(`there is no setting "${strange}"; ${may}`);
  }
  const defaults = Object.entries<Setting>(settings).flatMap(([key, { default: value }]) =>
    value === undefined ? [] : [[key, value]],
  );
  const config = { ...Object.fromEntries(defaults), ...given } as Config;
  obeyable?.(config, kind);
  return config;
}
