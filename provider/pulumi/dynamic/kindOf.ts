import type { CommonArgs, ImageResource } from "../../resources/resource";
import { preflightOf } from "../preflight/preflightOf";
import { typeToken } from "../typeToken";
import type { Kind } from "./managedImage";

/**
 * What a class of ours is to the engine: it follows from its resource. The constructor and `get` stay in each class: there an
 * editor shows the class's own arguments, and `get` makes the class itself also where it is passed on as a function. Shared
 * ones would show type parameters to programs.
 */
export function kindOf<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  outputs: { readonly shape: Readonly<Record<string, unknown>> },
): Kind {
  const { type, telling } = resource;
  return {
    type,
    token: typeToken(type),
    handler: type.charAt(0).toLowerCase() + type.slice(1), // as dynamic.ts exports it
    outputs: Object.keys(outputs.shape),
    afterPreflight: preflightOf(resource),
    telling,
  };
}
