import { ownValue } from "../../http/ownValue";
import { ConfigurationError, oneOf } from "../configuration";
import { imageRule } from "../imageRule";
import { addTag, hasTag, refuseImpossibleKeys, refuseOtherKeys, tagArgument, tagValue } from "../imageTags";
import { judgeEach } from "../judgeEach";

interface Tags {
  readonly keys: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly defaults: Readonly<Record<string, string>>;
}

/**
 * Requires certain tags, perhaps with certain values; on ZStack these are user tags `key=value`. Remediates
 * by adding missing ones.
 *
 * Policy `require-tags`, by default mandatory, or `remediate`. Tags say who owns an image and what it costs
 * whom; an image without them is nobody's. Set it in the argument `tags` (`userTags` of a
 * DataVolumeTemplate, written `key=value`).
 *
 * - `keys` (default `[]`): Keys that every image has.
 * - `values` (default `{}`): Allowed values of a key; a key without has any.
 * - `defaults` (default `{}`): Value that a missing key gets at enforcement `remediate`.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [requireTags] }, { "require-tags": { "keys": [ "team" ], "values": { "team": [ "platform", "lab" ] }, "defaults": { "team": "platform" }, "enforcementLevel": "mandatory" } });
 * ```
 */
export const requireTags = imageRule<Tags>({
  name: "require-tags",
  why: "Tags say who owns an image and what it costs whom; an image without them is nobody's",
  fix: "Set it in the argument `tags` (`userTags` of a DataVolumeTemplate, written `key=value`)",
  enforcement: "mandatory",
  severity: "medium",
  settings: {
    keys: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      default: [],
      example: ["team"],
      description: "Keys that every image has",
    },
    values: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" }, minItems: 1 },
      default: {},
      example: { team: ["platform", "lab"] },
      description: "Allowed values of a key; a key without has any",
    },
    defaults: {
      type: "object",
      additionalProperties: { type: "string" },
      default: {},
      example: { team: "platform" },
      description: "Value that a missing key gets at enforcement `remediate`",
    },
  },
  refuseImpossible({ keys, values, defaults }, kind) {
    refuseImpossibleKeys("keys", keys, kind);
    refuseOtherKeys("values", values, keys);
    refuseOtherKeys("defaults", defaults, keys);
    for (const [key, value] of Object.entries(defaults)) {
      const allowed = ownValue(values, key);
      if (allowed === undefined || allowed.includes(value)) continue;
      throw new ConfigurationError(`defaults.${key} is ${JSON.stringify(value)}, not ${oneOf(allowed)}`);
    }
  },
  violations(image, { keys, values }) {
    return judgeEach(keys, (key) => {
      const place = tagArgument(image, key);
      if (!hasTag(image, key)) return [`${place} is missing`];
      const allowed = ownValue(values, key);
      const value = tagValue(image, key) ?? "";
      if (allowed === undefined || allowed.includes(value)) return [];
      return [`${place} is not ${oneOf(allowed)}`];
    });
  },
  remediate(image, { keys, defaults }) {
    const missing = keys.filter((key) => Object.hasOwn(defaults, key) && !hasTag(image, key));
    for (const key of missing) addTag(image, key, defaults[key] ?? "");
    return missing.length > 0;
  },
});
