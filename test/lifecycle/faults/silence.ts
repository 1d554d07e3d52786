import { createRequire } from "node:module";
import { resolve } from "node:path";
import { requestsInFlight } from "../../virtualClock";
import type { Lab } from "../harness/lab";

/** What the provider's connections wait for an answer, and for its next piece, unless set otherwise. */
const ANSWER_TIMEOUT_MS = 30_000;
/** undici counts in half seconds. */
const COARSE_MS = 1000;
/** For half an answer to arrive. Whether it has makes no difference to what the provider may conclude. */
const SETTLE_MS = 10;
const POLL_MS = 3;
/** Of one that stays unanswered for another reason than silence the time-out is due as well. */
const LONGEST_SETTLING_MS = 20_000;

/** undici counts its time-outs on a clock of its own, which its own tests move by hand as well. */
const undici: { tick(ms: number): void } = createRequire(
  resolve(__dirname, "../../../provider/http/transport.ts"),
)("undici/lib/util/timers.js");

/**
 * While `work` goes on, each time that the cloud has gone silent the provider's own time-out comes at once, as
 * long after as it really would: for undici and for the clock of the lab.
 */
export async function throughSilences<Result>(lab: Lab, work: Promise<Result>): Promise<Result> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  done.catch(() => {}); // it is awaited below, when the last silence is over
  for (let passed = 0; !over; ) {
    await pause(POLL_MS);
    if (silences(lab) === passed) continue;
    passed = await allButSilent(lab, passed);
    lab.clock.skip(ANSWER_TIMEOUT_MS);
    undici.tick(0); // starts what has not begun to count
    undici.tick(ANSWER_TIMEOUT_MS + COARSE_MS);
  }
  return done;
}

/** Resolves when nothing is on its way but what the cloud keeps silent about: a slow machine is not silence. */
async function allButSilent(lab: Lab, passed: number): Promise<number> {
  const until = Date.now() + LONGEST_SETTLING_MS;
  for (;;) {
    await pause(SETTLE_MS);
    const played = silences(lab);
    if (requestsInFlight() <= played - passed || Date.now() > until) return played;
  }
}

function silences(lab: Lab): number {
  const silent = lab.cloud
    .faults()
    .filter(({ plan }) => plan.kind === "noHeaders" || plan.kind === "stallBody");
  return silent.reduce((sum, { played }) => sum + played, 0);
}

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));
