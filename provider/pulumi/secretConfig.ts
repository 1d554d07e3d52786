import * as pulumi from "@pulumi/pulumi";
import { secretFields } from "../clouds/settings";

/**
 * Stack configuration is stored in the stack's file and in the state: encrypted when it was set with `--secret`,
 * in plain text when not. So a credential without it is refused, before anything is registered.
 */
export function refusePlainCredentials(): void {
  const config = new pulumi.Config("cloudimages");
  const encrypted = encryptedKeys();
  for (const field of secretFields) {
    const key = `cloudimages:${field}`;
    if (config.get(field) === undefined || encrypted.has(key)) continue;
    throw new Error(
      `${key} is a credential, but stands in plain text in the stack's configuration. Set it anew, encrypted:\n` +
        `    pulumi config set --secret ${key}\n` +
        "and change it in the cloud if the stack's file has been shared.",
    );
  }
}

/** The language host tells the program which keys were encrypted (sdk/nodejs/runtime/config.ts). */
function encryptedKeys(): ReadonlySet<string> {
  const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
  return new Set(Array.isArray(keys) ? keys.map((key) => String(key).replace(":config:", ":")) : []);
}
