import { printable } from "../http/log/printable";
import { topOf } from "../lifecycle/import/argsInPlace";
import type { Issue } from "../resources/issues";
import type { SecretMask } from "./secretMask";

/** The issues as the engine may print them: it shows the value of a property that one names, even a secret (seen: pulumi 3.259). */
export function printableIssues(
  issues: readonly Issue[],
  secrets: readonly string[],
  mask: SecretMask,
): Issue[] {
  const hushed = (text: string) => printable(mask(text));
  return issues.map(({ property, reason }) =>
    secrets.includes(topOf(property))
      ? { property: "", reason: hushed(`${property}: ${reason}`) }
      : { property, reason: hushed(reason) },
  );
}
