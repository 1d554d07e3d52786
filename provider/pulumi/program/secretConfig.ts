import * as pulumi from "@pulumi/pulumi";
import { secretFields } from "../../clouds/settings";

/**
 * Refuses credentials that were set without `--secret`, before anything is registered: the stack's file and its state would hold
 * them in plain text.
 */
export function refusePlainCredentials(): void {
  const config = new pulumi.Config("cloudimages");
  for (const field of secretFields) {
    const key = `cloudimages:${field}`;
    if (config.get(field) === undefined || isEncrypted(field)) continue;
    throw new pulumi.RunError(
      `${key} is a credential, but stands in plain text in the stack's configuration. Set it anew, encrypted:\n` +
        `    pulumi config set --secret ${key}\n` +
        "and change it in the cloud if the stack's file has been shared.",
    );
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
