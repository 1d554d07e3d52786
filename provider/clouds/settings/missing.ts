import type { Choice, Place } from "./choice";
import { variablesOf } from "./environment";
import { type Field, fields } from "./fields";
import { InvalidSettingsError } from "./invalidSettings";

/** Says which settings a cloud lacks, and where each is to be put. */
export function missing(
  choice: Choice,
  lacks: readonly { readonly what: string; readonly field: Field }[],
): InvalidSettingsError {
  const list = lacks.map(({ what, field }) => `${what} (set ${spotFor(field, choice.place)})`).join("; ");
  return new InvalidSettingsError(`${titleOf(choice)} lacks ${list}.`);
}

/** Such as `The cloud "prod" (clouds.yaml (~/.config/openstack/clouds.yaml))`. */
export function titleOf({ name, place }: Pick<Choice, "name" | "place">): string {
  switch (place.kind) {
    case "entry":
      return `The cloud "${name}" of ${place.files}`;
    case "environment":
      return `The cloud of the environment (${PREFIX[place.family]})`;
    case "stack":
      return "The cloud of the stack configuration (cloudimages:*)";
  }
}

const PREFIX = { openstack: "OS_*", huawei: "HW_*", zstack: "ZSTACK_*" } as const;

function spotFor(field: Field, place: Place): string {
  const { keys, place: at, secret } = fields[field];
  if (place.kind === "entry")
    return `${at === "top" ? "" : "auth."}${keys[0]} in its entry${secret ? ", best in secure.yaml" : ""}`;
  const [variable] = place.kind === "environment" ? variablesOf(field, place.family) : [];
  if (variable !== undefined) return `the environment variable ${variable}`;
  return secret ? `it with pulumi config set --secret cloudimages:${field}` : `cloudimages:${field}`;
}
