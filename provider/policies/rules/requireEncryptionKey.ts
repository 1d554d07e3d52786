import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";

/**
 * Requires data images to be encrypted. Other images take their encryption from their source and have no key
 * argument.
 *
 * Policy `require-encryption-key`, by default advisory. An image without a key is readable to everybody who
 * gets at the storage behind it. Set the argument `cmkId` to a key of the cloud's KMS.
 *
 * - `keys` (default `[]`): Ids of the keys that may be used. Empty: any.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [requireEncryptionKey] }, { "require-encryption-key": { "keys": [ "16369c5d-384d-4e64-b37a-56d898769362" ], "enforcementLevel": "mandatory" } });
 * ```
 */
export const requireEncryptionKey = imageRule<{ readonly keys: readonly string[] }, "DataImage">({
  name: "require-encryption-key",
  why: "An image without a key is readable to everybody who gets at the storage behind it",
  fix: "Set the argument `cmkId` to a key of the cloud's KMS",
  enforcement: "advisory",
  severity: "high",
  about: ["DataImage"],
  settings: {
    keys: {
      type: "array",
      items: { type: "string" },
      default: [],
      example: ["16369c5d-384d-4e64-b37a-56d898769362"],
      description: "Ids of the keys that may be used. Empty: any",
    },
  },
  violations({ args: { cmkId } }, { keys }) {
    if (cmkId === undefined) return ["cmkId is missing"];
    return keys.length === 0 || keys.includes(cmkId) ? [] : [`cmkId is not ${oneOf(keys)}`];
  },
});
