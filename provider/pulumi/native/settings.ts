import {
  configurationKeys,
  isSharedWith,
  isTransient,
  nearestSettings,
  secretFields,
  transientFields,
  whyNotKept,
} from "../../clouds/settings";
import { CloudError } from "../../http/errors";
import { preflightMode } from "../../lifecycle/operation/preflightMode";
import type { Props } from "../../lifecycle/state/inputs";
import { holdsUnknown } from "../../lifecycle/state/unknowns";
import type { Issue } from "../../resources/issues";
import { plainCredential } from "../plainCredential";
import type { ReadConfig } from "../program/sources";
import { isDefaultProvider, settingText } from "../providerSettings";
import type { Path, Received } from "./wire/received";

/** What the engine says of the plugin itself, beside the settings. */
const OF_THE_ENGINE: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "__internal"]);

/** What is wrong with the settings: those that nobody reads, and values that cannot be. `urn`: of the provider. */
export function settingIssues(urn: string, settings: Props): Issue[] {
  const [, project = ""] = urn.split("::");
  const stray = isSharedWith(project)
    ? []
    : Object.keys(settings).filter((key) => !OF_THE_ENGINE.has(key) && !configurationKeys.includes(key));
  // None is named as the property: the engine would print its value, and it may be a misspelt credential
  // (docs/vendors/pulumi.md#check-failures).
  const unread = stray.map((key) => {
    if (isTransient(key)) return { property: "", reason: `the setting ${key} is not read: ${whyNotKept}` };
    const near = nearestSettings(key).join(" or ");
    return { property: "", reason: `there is no setting ${key}${near && `: did you mean ${near}?`}` };
  });
  return [...unread, ...preflightIssues(settings.preflight)];
}

function preflightIssues(preflight: unknown): Issue[] {
  if (preflight === undefined || holdsUnknown(preflight)) return [];
  try {
    preflightMode(settingText(preflight));
    return [];
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return [{ property: "", reason: error.message }];
  }
}

/** Where secrets stand in the settings: credentials are secret even where they were set in plain text. */
export function secretSettings({ values, secrets }: Received): Path[] {
  return [
    ...secrets,
    ...[...secretFields, ...transientFields].filter((key) => key in values).map((key) => [key]),
  ];
}

/** Warnings of credentials that the stack's configuration has in plain text. `urn`: of the provider; an explicit one does not read it. */
export function plainCredentials(urn: string, { values, secrets }: Received): string[] {
  if (!isDefaultProvider(urn.split("::").at(-1) ?? "")) return [];
  const isPlain = (key: string) => values[key] !== undefined && !secrets.some(([name]) => name === key);
  return secretFields.filter(isPlain).map((key) => plainCredential(`cloudimages:${key}`));
}

/** The settings as the stack's configuration has them: as texts. An SDK may send numbers and booleans. */
export function readingFrom(settings: Props): ReadConfig {
  return (key) => settingText(settings[key.replace(/^cloudimages:/, "")]);
}
