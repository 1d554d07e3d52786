import { isClaim } from "../../clouds/parseMark";
import type { HeldClaims } from "../../lifecycle/operation/heldClaims";
import { notesIn } from "./notes";

const DAY_MS = 24 * 3_600_000;
/** So that one of a resource that is in use does not grow old. */
const RENEWED_AFTER_MS = DAY_MS;
const KEPT_MS = 90 * DAY_MS;

/** A note for each claim; its time is when a state was last seen to hold it. Most runs only look whether it is there. */
export function heldClaimsIn(folder: string): HeldClaims {
  const notes = notesIn(folder, { keptMs: KEPT_MS, most: 10_000 });
  const seen = new Map<string, Set<string>>(); // by the resource's URN
  const isSeen = (claim: string) => [...seen.values()].some((claims) => claims.has(claim));
  return {
    note(claim, urn) {
      const claims = seen.get(urn) ?? new Set();
      seen.set(urn, claims);
      if (claims.has(claim)) return;
      claims.add(claim);
      const isName = isClaim(claim); // what a state says becomes the name of a file
      if (isName && ageOf(claim) > RENEWED_AFTER_MS) notes.write(claim, Date.now());
    },
    seenOf: (urn) => [...(seen.get(urn) ?? [])],
    has: (claim) => isSeen(claim) || ageOf(claim) <= KEPT_MS,
  };

  /** A clock that was set back makes a note no older. */
  function ageOf(claim: string): number {
    const at = notes.at(claim);
    return at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Date.now() - at);
  }
}
