import { regExpOf } from "../configuration";
import { imageRule } from "../imageRule";

/**
 * Requires image names to match a pattern.
 *
 * Policy `name-pattern`, by default advisory. Names of one form let people and scripts find an image and
 * tell what it is. Set the argument `name` to one that fits.
 *
 * - `pattern` (default `"^[a-z0-9]+([._-][a-z0-9]+)*$"`): Regular expression that every name fits; `^` and
 * `$` are not added.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [namePattern] }, { "name-pattern": { "pattern": "^[a-z0-9]+([._-][a-z0-9]+)*$", "enforcementLevel": "mandatory" } });
 * ```
 */
export const namePattern = imageRule<{ readonly pattern: string }>({
  name: "name-pattern",
  why: "Names of one form let people and scripts find an image and tell what it is",
  fix: "Set the argument `name` to one that fits",
  enforcement: "advisory",
  severity: "low",
  settings: {
    pattern: {
      type: "string",
      default: "^[a-z0-9]+([._-][a-z0-9]+)*$",
      description: "Regular expression that every name fits; `^` and `$` are not added",
    },
  },
  violations({ args, defaultName }, { pattern }) {
    const { name = defaultName } = args;
    return regExpOf("pattern", pattern).test(name) ? [] : [`name does not fit ${pattern}`];
  },
});
