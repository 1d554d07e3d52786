import { isClaim } from "../../clouds/parseMark";
import type { HeldClaims } from "../../lifecycle/operation/heldClaims";
import { notesIn } from "./notes";

const DAY_MS = 24 * 3_600_000;
/** Renewed once a day, so that the note of a resource in use never expires. */
const RENEW_AFTER_MS = DAY_MS;
const MAX_AGE_MS = 90 * DAY_MS;

/** Keeps a note for each claim, with the time at which a state was last seen to hold it. Most runs only check that it exists. */
export function heldClaimsIn(folder: string): HeldClaims {
  const notes = notesIn(folder, { maxAgeMs: MAX_AGE_MS, maxCount: 10_000 });
  const seen = new Map<string, Set<string>>(); // by the resource's URN
  const isSeen = (claim: string) => [...seen.values()].some((claims) => claims.has(claim));
  return {
    note(claim, urn) {
      const claims = seen.get(urn) ?? new Set();
      seen.set(urn, claims);
      if (claims.has(claim)) return;
      claims.add(claim);
      const isName = isClaim(claim); // a text from a state becomes a file name
      if (isName && ageOf(claim) > RENEW_AFTER_MS) notes.write(claim, Date.now());
    },
    seenOf: (urn) => [...(seen.get(urn) ?? [])],
    has: (claim) => isSeen(claim) || ageOf(claim) <= MAX_AGE_MS,
  };

  /** If the clock was set back, a note from the future counts as new. */
  function ageOf(claim: string): number {
    const at = notes.at(claim);
    return at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Date.now() - at);
  }
}
