import type { CommonArgs, ImageResource } from "../../resources/resource";
import { preflightOf } from "../preflight/preflightOf";
import { dynamicToken } from "../tokens";
import type { Declared, ImageClass } from "./managedImage";

/**
 * Derives what the engine needs to know of a class from what is declared of its resource, which itself is loaded when a preflight
 * needs it. Constructor and `get` are repeated in each class on purpose: an editor then shows the class's own arguments instead of
 * type parameters, and `get` still creates the right class when it is passed on as a function.
 */
export function imageClassOf<Args extends CommonArgs>(
  declared: Declared,
  load: () => ImageResource<Args>,
): ImageClass {
  const { type } = declared;
  return {
    ...declared,
    token: dynamicToken(type),
    handler: type.charAt(0).toLowerCase() + type.slice(1), // the name of its export in dynamic.ts
    afterPreflight: preflightOf(load),
  };
}
