import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";

/** Images are seen by their project alone. Only OpenStack lets an image choose; elsewhere all are private. */
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
  broken({ args: { visibility = "private" } }, { allowed }) {
    return allowed.includes(visibility) ? [] : [`visibility is not ${oneOf(allowed)}`];
  },
});
