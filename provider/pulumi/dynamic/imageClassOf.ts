import type { CommonArgs, ImageResource } from "../../resources/resource";
import { preflightOf } from "../preflight/preflightOf";
import { dynamicToken } from "../tokens";
import type { ImageClass } from "./managedImage";

/**
 * Derives what the engine needs to know of a class from its resource. Constructor and `get` are repeated in each class on
 * purpose: an editor then shows the class's own arguments instead of type parameters, and `get` still creates the right class
 * when it is passed on as a function.
 */
export function imageClassOf<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  outputs: { readonly shape: Readonly<Record<string, unknown>> },
): ImageClass {
  const { type, revealingOutputs } = resource;
  return {
    type,
    token: dynamicToken(type),
    handler: type.charAt(0).toLowerCase() + type.slice(1), // the name of its export in dynamic.ts
    outputs: Object.keys(outputs.shape),
    afterPreflight: preflightOf(resource),
    revealingOutputs,
  };
}
