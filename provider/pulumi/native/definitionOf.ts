import { CloudError } from "../../http/errors";
import { kindOf } from "../tokens";
import { type Definition, definitions } from "./definitions";

/** The resource that a URN is of. */
export function definitionOf(urn: string): Definition {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const kind = kindOf(token);
  if (kind !== undefined) return definitions[kind];
  throw new CloudError(`cloudimages has no resource ${token}`, {
    outcome: "not-sent",
    hint: `it has ${Object.keys(definitions).join(", ")}; a later version of the plugin may have more`,
  });
}
