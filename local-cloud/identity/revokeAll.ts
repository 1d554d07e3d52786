import type { World } from "../world/world";
import { endSessions } from "../zstack/identity/session";
import { revokeKeys } from "./keyRecord";
import { revokeTokens } from "./token";

/** Ends all that was given out to sign in with, or that of one profile; says how many. */
export const revokeAll = (world: World, profile?: string): number =>
  revokeTokens(world, profile) +
  revokeKeys(world, profile) +
  (profile === undefined || profile === "zstack" ? endSessions(world) : 0);
