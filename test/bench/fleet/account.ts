import { openCloud } from "../../../local-cloud/index";
import type { Clock } from "../../../provider/http/clock";
import { normal, randomFrom } from "../../random";
import { type DiscreteClock, discreteClock } from "../discreteClock";
import { type Audit, audit } from "./audit";
import { Gateway } from "./gateway";
import { Pipeline } from "./pipeline";
import { type Scenario, STARTS_WITHIN_MS } from "./scenario";

/** What became of one account's part of the fleet. Seconds count from the minute in which its pipelines began. */
export interface AccountOutcome {
  /** By second: requests that arrived at the gateway, and those of them that it refused with a 429. */
  readonly requests: readonly number[];
  readonly throttled: readonly number[];
  /** When each image was done, in order. */
  readonly doneS: readonly number[];
  readonly longestJobS: number;
  /** When the last run of a pipeline began. */
  readonly lastStartS: number;
  /** 429s more than a minute after a process had begun or the cloud had come back. */
  readonly throttledLate: number;
  /** Runs of pipelines, and what failed in them. */
  readonly runs: number;
  readonly failures: readonly string[];
  readonly audit: Audit;
}

const SIGMA = 0.35;
const MINUTE_S = 60;
const SINCE = Date.UTC(2026, 10, 21, 9);

/** All stacks of one account, each with a process of its own, on a virtual clock. */
export async function runAccount(scenario: Scenario, seed: number): Promise<AccountOutcome> {
  const { stacks, images, typicalS, slowness, outage, does } = scenario;
  const random = randomFrom(seed);
  const discrete = discreteClock(seed);
  const clock: Clock = { ...discrete, now: () => SINCE + discrete.now() };
  const cloud = openCloud({ clock, settings: { imageQuota: stacks * images + 1 } });
  const gateway = new Gateway(cloud, clock, scenario);
  const durations = Array.from({ length: stacks * images }, () =>
    Math.round(typicalS * slowness * Math.exp(SIGMA * normal(random))),
  );
  const volumes = durations.map((exportSeconds) =>
    cloud.addVolume({ sizeGiB: 20, export: { exportSeconds } }),
  );
  const pipelines = Array.from(
    { length: stacks },
    (_, at) => new Pipeline(gateway, at + 1, volumes.slice(at * images, (at + 1) * images)),
  );
  const phase = (verb: "up" | "destroy") => {
    gateway.begin();
    return untilDone(
      discrete,
      pipelines.map((pipeline) => pipeline[verb](random() * STARTS_WITHIN_MS)),
    );
  };
  let since = clock.now();
  await phase("up");
  if (does === "destroy") {
    since = clock.now();
    await phase("destroy");
  }
  const seconds = (at: number) => (at - since) / 1000;
  const starts = pipelines.flatMap(({ startedAt }) => startedAt.map(seconds));
  const disturbances = outage === undefined ? starts : [...starts, outage.toMs / 1000];
  return {
    requests: gateway.requests,
    throttled: gateway.throttled,
    doneS: pipelines.flatMap(({ doneAt }) => doneAt.map(seconds)).sort((a, b) => a - b),
    longestJobS: Math.max(...durations),
    lastStartS: Math.max(...starts),
    throttledLate: throttledLate(gateway.throttled, disturbances),
    runs: pipelines.reduce((sum, { startedAt }) => sum + startedAt.length, 0),
    failures: pipelines.flatMap(({ failures }) => failures.map(({ message }) => message)),
    audit: audit(cloud, pipelines, does),
  };
}

/** Rejects where nobody sleeps any more and something still waits: for ever, in real life. */
async function untilDone(clock: DiscreteClock, works: readonly Promise<void>[]): Promise<void> {
  const done = Promise.all(works);
  done.catch(() => {});
  await clock.run();
  const stuck = new Promise<never>((_, reject) =>
    setImmediate(() => reject(new Error("something waits for ever"))),
  );
  await Promise.race([done, stuck]);
}

function throttledLate(bySecond: readonly number[], disturbancesS: readonly number[]): number {
  const isLate = (second: number) => !disturbancesS.some((at) => at < second + 1 && second <= at + MINUTE_S);
  return bySecond.reduce((sum, count, second) => (isLate(second) ? sum + count : sum), 0);
}
