import type { Step } from "../ask";
import { identityAsks } from "./identity";
import { imageAsks } from "./images";
import { volumeAsks } from "./volumes";

/** In this order: later ones use what earlier ones made. */
export const asks: readonly Step[] = [...identityAsks, ...imageAsks, ...volumeAsks];

export const names: readonly string[] = asks.flatMap((step) => ("what" in step ? [step.what] : []));
