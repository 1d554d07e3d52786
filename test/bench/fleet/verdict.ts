import type { FleetResult } from "./fleet";

/**
 * An account's 429s end within a minute. Hardly any come after it: who takes more again must hear when it is too much, and ten
 * that ask evenly meet by chance.
 */
export const MOST_LATE = 0.002;

/** What of the goals a scenario misses. */
export function missedBy({ audit, doneS, limitS, lateShare }: FleetResult): string[] {
  const { lost, doubled, foreign } = audit;
  return [
    lost > 0 ? `${lost} lost` : "",
    doubled > 0 ? `${doubled} made twice` : "",
    foreign > 0 ? `${foreign} of others` : "",
    lateShare > MOST_LATE ? `429s go on: ${(100 * lateShare).toPrecision(2)} %` : "",
    doneS > limitS ? `done after ${doneS} s` : "",
  ].filter((words) => words !== "");
}
