import type { PolicyProviderResource } from "@pulumi/policy";
import { secretFields } from "../clouds/settings/fields";
import { isUnknown } from "../lifecycle/state/unknowns";
import { isDefaultProvider, providerSettings, settingText } from "../pulumi/providerSettings";
import { rawProperties } from "./rawProperties";

/** What the provider of an image is configured with: the stack's configuration, or what a program gives an explicit provider. */
export interface ImageSettings {
  /** By key, without the namespace. A setting that is unknown in a preview is absent. */
  readonly known: Readonly<Record<string, string>>;
  /** Throws if a preview does not know which cloud it is; the engine then reports that, as it does for an argument. */
  requireCloud(): void;
  /** Where people find a setting. */
  placeOf(key: string): string;
}

export function imageSettings(provider: PolicyProviderResource | undefined): ImageSettings {
  const { type = "", name = "default", props = {} } = provider ?? {};
  const raw = providerSettings(type, rawProperties(props));
  const known = Object.entries(raw).flatMap(([key, value]) => {
    const text = isUnknown(value) ? undefined : settingText(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  return {
    known: Object.fromEntries(known),
    requireCloud() {
      // Credentials may be unknown: they do not tell which cloud it is.
      const isMissing = Object.keys(raw).some((key) => isUnknown(raw[key]) && !isSecret(key));
      if (isMissing) providerSettings(type, props); // reads them, which throws
    },
    placeOf: (key) =>
      isDefaultProvider(name) ? `stack configuration cloudimages:${key}` : `${key} of the provider "${name}"`,
  };
}

function isSecret(key: string): boolean {
  return (secretFields as readonly string[]).includes(key);
}
