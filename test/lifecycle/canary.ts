import { inspect } from "node:util";

/** Passwords that can be looked for where they must not be; all tokens of the local cloud begin like these. */
export const canary = "canary-9c41f0";
export const canaryPasswords = {
  otc: canary,
  "otc-swiss": canary,
  huaweicloud: canary,
  openstack: canary,
  appcred: canary,
};
const secrets = [canary, "MIIFPAYJKoZIhvcNAQcCoIIF", "gAAAAAB"];

/** The secrets that show in any usual way of printing something: none, it is hoped. */
export function secretsIn(value: unknown): string[] {
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
  return secrets.filter((secret) => text.includes(secret));
}

function causes(value: unknown): unknown[] {
  return value instanceof Error && value.cause !== undefined ? [value, ...causes(value.cause)] : [value];
}
