import type { Profile, Sources } from "../../../clouds/settings";
import type { Field } from "../../../clouds/settings/fields";
import type { Layer } from "../../../clouds/settings/layer";
import { fromHost } from "../../../clouds/settings/profile";
import { readEnvironment } from "../../../clouds/settings/read/environment";
import { variableFamilies } from "../../../clouds/settings/read/families";

/** What the variables OS_*, HW_* or ZSTACK_* say, and of which cloud. */
export interface EnvironmentFields {
  readonly layer: Layer;
  /** Undefined if they do not tell: a password alone. */
  readonly profile: Profile | undefined;
  readonly prefix: string;
}

/** By the rules of an `up` (clouds/settings/resolve/location.ts): variables of another cloud must not get into this entry. */
export function environmentFields(sources: Sources): EnvironmentFields | undefined {
  const environment = readEnvironment(sources);
  if (environment === undefined) return undefined;
  const { layer, family } = environment;
  const { prefix, profile: ofFamily } = variableFamilies[family];
  const address = layer.authUrl?.value;
  const ofHost =
    address !== undefined && URL.canParse(address) ? fromHost(new URL(address).hostname).profile : undefined;
  const profile = (layer.profile?.value as Profile | undefined) ?? ofFamily ?? ofHost;
  return { layer, profile, prefix };
}

/** The variable that a value came from. */
export function variableOf(layer: Layer, field: Field): string {
  return layer[field]?.from.replace(/^environment /, "") ?? "";
}
