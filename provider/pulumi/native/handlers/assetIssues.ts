import type { Props } from "../../../lifecycle/state/inputs";
import type { Issue } from "../../../resources/issues";
import { SIGNATURE } from "../wire/signatures";

/**
 * A file as a value, which the engine sends as a record of texts: to a rule it looks like triggers or tags. Of the last one the
 * engine does not send the content, so that a diff would find another value in every run (seen: pulumi 3.259).
 */
export function assetIssues(inputs: Props): Issue[] {
  return Object.entries(inputs)
    .filter(([, value]) => typeof value === "object" && value !== null && SIGNATURE in value)
    .map(([property]) => ({
      property,
      reason: "an asset or archive cannot stand here: give the file's text, or a hash of it",
    }));
}
