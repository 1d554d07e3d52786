import * as pulumi from "@pulumi/pulumi";
import { secretFields } from "../../clouds/settings/fields";
import { plainCredential } from "../plainCredential";
import { userError } from "./userError";

/**
 * Refuses credentials that were set without `--secret`, before anything is registered: the stack's file and its state would hold
 * them in plain text.
 */
export function refusePlainCredentials(): void {
  const config = new pulumi.Config("cloudimages");
  for (const field of secretFields) {
    const key = `cloudimages:${field}`;
    if (config.get(field) === undefined || isEncrypted(field)) continue;
    throw userError(plainCredential(key));
  }
}

/**
 * Whether a key was set with `--secret`. The runtime knows that, in inline programs of the Automation API too
 * (sdk/nodejs/runtime/config.ts; not in its declarations). Older engines write keys with ":config:".
 */
export function isEncrypted(field: string): boolean {
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };
  return ["cloudimages", "cloudimages:config"].some((namespace) => isConfigSecret(`${namespace}:${field}`));
}
