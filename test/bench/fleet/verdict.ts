import type { FleetResult } from "./fleet";

/** An account's 429s end within a minute. */
export const MOST_THROTTLED_S = 60;

/** What of the goals a scenario misses. */
export function missedBy({ audit, doneS, limitS, throttledForS }: FleetResult): string[] {
  const { lost, doubled, foreign } = audit;
  return [
    lost > 0 ? `${lost} lost` : "",
    doubled > 0 ? `${doubled} made twice` : "",
    foreign > 0 ? `${foreign} of others` : "",
    throttledForS > MOST_THROTTLED_S ? `429s for ${throttledForS} s` : "",
    doneS > limitS ? `done after ${doneS} s` : "",
  ].filter((words) => words !== "");
}
