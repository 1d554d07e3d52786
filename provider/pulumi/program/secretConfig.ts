import * as pulumi from "@pulumi/pulumi";
import { secretFields } from "../../clouds/settings";

/**
 * Stack configuration is stored in the stack's file and in the state: encrypted when it was set with `--secret`,
 * in plain text when not. So a credential without it is refused, before anything is registered.
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
 * The runtime knows which keys were encrypted, in programs of their own and in those that the Automation API runs
 * inline (sdk/nodejs/runtime/config.ts; not in its declarations). Older engines write keys with ":config:".
 */
export function isEncrypted(field: string): boolean {
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };
  return ["cloudimages", "cloudimages:config"].some((namespace) => isConfigSecret(`${namespace}:${field}`));
}
