import { createHash } from "node:crypto";
import { inspect } from "node:util";

/** Passwords and secret keys that can be looked for where they must not be; all tokens and temporary keys of the local cloud
 * begin like those below. */
export const canary = "canary-9c41f0";
export const canaryPasswords = {
  otc: canary,
  "otc-swiss": canary,
  huaweicloud: canary,
  openstack: canary,
  appcred: canary,
  zstack: canary,
  "zstack-user": canary,
};
export const canarySecretKeys = { otc: canary, "otc-swiss": canary, huaweicloud: canary, zstack: canary };
const temporaryKeys = ["demo-temporary-secret-key", "demo-security-token"];
/** What ZStack is sent in place of a password, and as good as it. */
const hash = createHash("sha512").update(canary).digest("hex");
const secrets = [canary, hash, "MIIFPAYJKoZIhvcNAQcCoIIF", "gAAAAAB", ...temporaryKeys];

/** The secrets that show in any usual way of printing something: none, it is hoped. `more` are those that look like nothing. */
export function secretsIn(value: unknown, more: readonly string[] = []): string[] {
  const text = [
    inspect(value, {
      depth: null,
      showHidden: true,
      getters: true,
      maxStringLength: null,
      maxArrayLength: null,
    }),
    ...causes(value).flatMap((one) => [
      String(one),
      JSON.stringify(one) ?? "",
      one instanceof Error ? one.stack : "",
    ]),
  ].join("\n");
  return [...secrets, ...more].filter((secret) => text.includes(secret));
}

function causes(value: unknown): unknown[] {
  return value instanceof Error && value.cause !== undefined ? [value, ...causes(value.cause)] : [value];
}
