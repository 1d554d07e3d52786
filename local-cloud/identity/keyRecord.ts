import { randomBytes } from "node:crypto";
import type { HuaweiName, Profile, Project } from "../world/profile";
import type { World } from "../world/world";

/** A pair of keys that signs requests. */
export interface KeyRecord {
  readonly access: string;
  readonly secret: string;
  readonly profile: Profile;
  /** Those of the account that the key acts in: for an agency's keys, the other account's. */
  readonly projects: readonly Project[];
  /** Set for temporary keys. */
  readonly securityToken?: string;
  readonly expiresAt: number;
  /** Given out by this cloud, so that it can be revoked; the demo keys stay. */
  readonly issued: boolean;
}

const label = (name: HuaweiName): string => name.replaceAll("-", "").toUpperCase();

/** Two fixed pairs for each profile, public like its password: permanent, and temporary without an end. */
export function demoKeys(profile: Profile, secret?: string): KeyRecord[] {
  if (profile.name === "openstack") return [];
  const common = { profile, projects: profile.projects, expiresAt: Number.POSITIVE_INFINITY, issued: false };
  return [
    { ...common, access: permanentAccess(profile.name), secret: secret ?? `demo-secret-key-${profile.name}` },
    {
      ...common,
      access: temporaryAccess(profile.name),
      secret: `demo-temporary-secret-key-${profile.name}`,
      securityToken: `demo-security-token-${profile.name}`,
    },
  ];
}

export const permanentAccess = (name: HuaweiName): string => `AKDEMO${label(name)}`.padEnd(20, "0");
export const temporaryAccess = (name: HuaweiName): string => `AKTEMP${label(name)}`.padEnd(20, "0");

/** Temporary keys; their lifetime is real seconds, never scaled by `speed`. */
export function issueKeys(
  world: World,
  { profile, projects, seconds }: { profile: Profile; projects: readonly Project[]; seconds: number },
): KeyRecord & { securityToken: string } {
  const record = {
    profile,
    projects,
    access: randomBytes(15).toString("base64url").replace(/[-_]/g, "A").toUpperCase(),
    secret: randomBytes(30).toString("base64url"),
    securityToken: `gQpjbi1ub3J0aC00${randomBytes(300).toString("base64")}`,
    expiresAt: world.clock.now() + seconds * 1000,
    issued: true,
  };
  world.accessKeys.set(record.access, record);
  return record;
}

export function revokeKeys(world: World, profile?: string): number {
  const chosen = [...world.accessKeys.values()].filter(
    (key) => key.issued && (!profile || key.profile.name === profile),
  );
  for (const { access } of chosen) world.accessKeys.delete(access);
  return chosen.length;
}
