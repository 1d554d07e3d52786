import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";

/** Requires data images to be encrypted. Other images take their encryption from their source and have no key argument. */
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
      description: "Ids of the keys that may be used. Empty: any",
    },
  },
  violations({ args: { cmkId } }, { keys }) {
    if (cmkId === undefined) return ["cmkId is missing"];
    return keys.length === 0 || keys.includes(cmkId) ? [] : [`cmkId is not ${oneOf(keys)}`];
  },
});
