import type { Choice } from "../choice";
import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import { variableFamilies } from "../read/families";
import { spotFor } from "../whereToSet";

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
      return `The cloud of the environment (${variableFamilies[place.family].prefix})`;
    case "stack":
      return place.provider === undefined
        ? "The cloud of the stack configuration (cloudimages:*)"
        : `The cloud of the provider "${place.provider}"`;
  }
}
