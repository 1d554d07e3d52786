import type * as pulumi from "@pulumi/pulumi";
import { didYouMean } from "../../clouds/settings/nearest";
import { meantBy } from "../../resources/misspelt/meantBy";
import { resourceOptions } from "../../resources/misspelt/whyStray";
import { userError } from "../program/userError";

const timeouts = ["create", "update", "delete"];

/**
 * Refuses an option that is nearly one of Pulumi's, which ignores what it does not know: with `retainOnDelet` the image would be
 * deleted. The compiler finds it in TypeScript, but not in JavaScript. Any other may be one of a later version.
 */
export function refuseMisspeltOptions(type: string, name: string, opts: pulumi.CustomResourceOptions): void {
  refuse(type, name, opts, resourceOptions, "");
  refuse(type, name, opts.customTimeouts ?? {}, timeouts, "customTimeouts.");
}

function refuse(type: string, name: string, given: object, known: readonly string[], path: string): void {
  for (const key of Object.keys(given)) {
    const question = known.includes(key) ? undefined : didYouMean(meantBy(key, known));
    if (question !== undefined)
      throw userError(`${type} ${name}: there is no option ${path}${key}: ${question}`);
  }
}
