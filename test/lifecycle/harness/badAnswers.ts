import type { NewFault } from "../../../local-cloud/faults/fault";
import type { Lab } from "./lab";

/** What a half-broken gateway does instead of answering; `applied`: the cloud has done what was requested all the same. */
const kinds = [
  { kind: "status", status: 500 },
  { kind: "status", status: 500, applied: true },
  { kind: "html", status: 502 },
  { kind: "html", status: 502, applied: true },
  { kind: "status", status: 503 },
  { kind: "html", status: 503, applied: true },
  { kind: "reset" },
  { kind: "reset", applied: true },
  { kind: "resetBody", applied: true },
  { kind: "truncate", applied: true },
  { kind: "notJson", applied: true },
] as const;

/** From now on so many of all answers are bad, by chance: every kind as often. */
export function answerBadly({ cloud }: Pick<Lab, "cloud">, share: number, seed: number): void {
  const each = 1 - (1 - share) ** (1 / kinds.length); // of several that are due, the first is played
  for (const [at, bad] of kinds.entries())
    cloud.addFault({ route: "*", times: 1_000_000, share: each, seed: 100 * seed + at, ...bad } as NewFault);
}
