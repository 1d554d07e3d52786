import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";

/**
 * Refuses images that other projects can see. Only OpenStack has that choice; elsewhere all images are
 * private.
 *
 * Policy `private-visibility`, by default mandatory. An image holds whatever was on the disk: others who see
 * it can read all of that. Take out the argument `visibility`, or set it to one that is allowed.
 *
 * - `allowed` (default `["private"]`): Values of `visibility` that are allowed.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [privateVisibility] }, { "private-visibility": { "allowed": [ "private" ], "enforcementLevel": "mandatory" } });
 * ```
 */
export const privateVisibility = imageRule<{ readonly allowed: readonly string[] }, "VolumeImage">({
  name: "private-visibility",
  why: "An image holds whatever was on the disk: others who see it can read all of that",
  fix: "Take out the argument `visibility`, or set it to one that is allowed",
  enforcement: "mandatory",
  severity: "critical",
  about: ["VolumeImage"],
  settings: {
    allowed: {
      type: "array",
      items: { type: "string", enum: ["private", "shared", "community", "public"] },
      minItems: 1,
      default: ["private"],
      description: "Values of `visibility` that are allowed",
    },
  },
  violations({ args: { visibility = "private" } }, { allowed }) {
    return allowed.includes(visibility) ? [] : [`visibility is not ${oneOf(allowed)}`];
  },
});
