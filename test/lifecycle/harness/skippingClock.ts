import { type VirtualClock, virtualClock } from "../../virtualClock";

/** A virtual clock that can also be put forward while a request is on its way: a cloud that keeps silent takes time. */
export interface SkippingClock extends VirtualClock {
  skip(ms: number): void;
}

export function skippingClock(): SkippingClock {
  const clock = virtualClock();
  let skipped = 0;
  return {
    ...clock,
    now: () => clock.now() + skipped,
    elapsed: () => clock.elapsed() + skipped,
    skip(ms) {
      skipped += ms;
    },
  };
}
