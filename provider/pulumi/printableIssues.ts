import { printable } from "../http/log/printable";
import { topOf } from "../lifecycle/import/argsInPlace";
import type { Issue } from "../resources/issues";
import type { SecretMask } from "./secretMask";

/**
 * The issues as the engine is to print them. Of a property that one names it prints the value too: as `{map[…]}` or `{<nil>}` where
 * it is no text, and in plain even if it is secret (docs/vendors/pulumi.md#check-failures). So none is named, and the text
 * says which argument it is.
 */
export function printableIssues(issues: readonly Issue[], mask: SecretMask): Issue[] {
  return issues.map(({ property, reason }) => {
    const argument = topOf(property); // its name is no secret, but a key within it may be
    const rest = property === "" ? reason : `${property.slice(argument.length)}: ${reason}`;
    return { property: "", reason: printable(argument + mask(rest)) };
  });
}
