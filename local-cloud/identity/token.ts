import { randomBytes } from "node:crypto";
import type { Call } from "../http/answer";
import type { Agency, Profile, Project } from "../world/profile";
import { effectiveSettings, type World } from "../world/world";
import type { IdentityProvider } from "./federation/identityProvider";

export interface Token {
  readonly id: string;
  /** Its own, then that of the token that it was made from. */
  readonly auditIds: readonly string[];
  readonly profile: Profile;
  readonly admin: boolean;
  /** Missing on unscoped and domain-scoped tokens. */
  readonly project?: Project;
  /** Of another account's agency, whose project it then is for. */
  readonly agency?: Agency;
  readonly domainScoped: boolean;
  readonly methods: readonly string[];
  readonly applicationCredential: boolean;
  /** Of a user whom an identity provider vouches for. */
  readonly federation?: IdentityProvider;
  readonly issuedAt: number;
  readonly expiresAt: number;
  revoked: boolean;
}

export type Grant = Pick<
  Token,
  "profile" | "admin" | "domainScoped" | "methods" | "applicationCredential"
> & {
  project?: Project | undefined;
  agency?: Agency | undefined;
  federation?: IdentityProvider | undefined;
  /** The token that it is made from. */
  from?: Token;
};

export function issueToken(world: World, grant: Grant): Token {
  const issuedAt = world.clock.now();
  const { project, agency, federation, from, ...rest } = grant;
  const token: Token = {
    ...rest,
    ...(project ? { project } : {}),
    ...(agency ? { agency } : {}),
    ...(federation ? { federation } : {}),
    id: tokenText(grant.profile),
    auditIds: [randomBytes(16).toString("base64url"), ...(from?.auditIds.slice(-1) ?? [])],
    issuedAt,
    expiresAt: issuedAt + effectiveSettings(world).tokenLifetimeSeconds * 1000,
    revoked: false,
  };
  world.tokens.set(token.id, token);
  return token;
}

/**
 * IAM tokens are long (docs/vendors/open-telekom-and-huawei.md#tokens: they can exceed 8 KB), Keystone's Fernet tokens
 * are short.
 */
const tokenText = (profile: Profile): string =>
  profile.name === "openstack"
    ? `gAAAAAB${randomBytes(132).toString("base64url")}`
    : `MIIFPAYJKoZIhvcNAQcCoIIF${randomBytes(1500).toString("base64")}`;

export type TokenState = "missing" | "unknown" | "expired" | "revoked" | Token;

/** IAM's tokens mean nothing to Keystone's services and the other way round. */
export function tokenState(call: Call, text: string | undefined): TokenState {
  if (!text) return "missing";
  const token = call.world.tokens.get(text);
  const openStackCall = ["keystone", "cinder", "glance"].includes(call.service);
  if (!token || (token.profile.name === "openstack") !== openStackCall) return "unknown";
  if (token.revoked) return "revoked";
  return call.now >= token.expiresAt ? "expired" : token;
}

export const headerText = (call: Call, name: string): string | undefined => {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

export function revokeTokens(world: World, profile?: string): number {
  const chosen = [...world.tokens.values()].filter((token) => !profile || token.profile.name === profile);
  for (const token of chosen) token.revoked = true;
  return chosen.length;
}
