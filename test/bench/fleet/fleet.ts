import type { AccountOutcome } from "./account";
import type { Audit } from "./audit";
import type { Scenario } from "./scenario";

/** Of the plot: seconds in which it counts. */
export const BIN_S = 10;
/** The provider's own pace: requests a second for each process and cloud. */
const OWN_PACE = 10;

/** What the whole fleet did in one scenario. */
export interface FleetResult {
  readonly images: number;
  readonly accounts: number;
  /** When the last image was done, and when it had to be: of the account that was closest to its limit. */
  readonly doneS: number;
  readonly limitS: number;
  readonly longestJobS: number;
  /** Of all requests, those that were answered 429; and those of them that came later than in the first minute. */
  readonly throttledShare: number;
  readonly lateShare: number;
  /** Requests for each image. */
  readonly callsEach: number;
  readonly runs: number;
  readonly failures: number;
  readonly audit: Audit;
  /** By ten seconds: of the first account, the most requests and 429s in one second; of the fleet, images that are done. */
  readonly series: {
    readonly requests: readonly number[];
    readonly throttled: readonly number[];
    readonly done: readonly number[];
  };
}

/** `callsOfOne`: what one image costs that is made alone and is ready at once. */
export function fleetResult(
  { stacks, images, limit, outage }: Scenario,
  callsOfOne: number,
  accounts: readonly AccountOutcome[],
): FleetResult {
  const pacedS = (stacks * images * callsOfOne) / Math.min(limit, OWN_PACE * stacks);
  const ends = accounts.map(({ doneS, lastStartS, longestJobS }) => ({
    doneS: Math.ceil(doneS.at(-1) ?? 0),
    // What has ended while the cloud was down is seen, and taken over, when it is back.
    limitS: Math.floor(Math.max(lastStartS + 1.2 * longestJobS, (outage?.toMs ?? 0) / 1000) + pacedS),
  }));
  const [closest = { doneS: 0, limitS: 0 }] = ends.sort((a, b) => a.limitS - a.doneS - (b.limitS - b.doneS));
  const [first] = accounts;
  const done = accounts.flatMap(({ doneS }) => doneS);
  const requests = sum(accounts.flatMap((account) => account.requests));
  return {
    images: done.length,
    accounts: accounts.length,
    ...closest,
    longestJobS: Math.max(...accounts.map(({ longestJobS }) => longestJobS)),
    throttledShare: rounded(sum(accounts.flatMap(({ throttled }) => throttled)) / requests),
    lateShare: rounded(sum(accounts.map(({ throttledLate }) => throttledLate)) / requests),
    callsEach: rounded(requests / done.length),
    runs: sum(accounts.map(({ runs }) => runs)),
    failures: sum(accounts.map(({ failures }) => failures.length)),
    audit: {
      lost: sum(accounts.map(({ audit }) => audit.lost)),
      doubled: sum(accounts.map(({ audit }) => audit.doubled)),
      foreign: sum(accounts.map(({ audit }) => audit.foreign)),
    },
    series: {
      requests: mostByBin(first?.requests ?? []),
      throttled: mostByBin(first?.throttled ?? []),
      done: Array.from(
        { length: Math.ceil(Math.max(...done) / BIN_S) + 1 },
        (_, bin) => done.filter((at) => at <= bin * BIN_S).length,
      ),
    },
  };
}

function mostByBin(bySecond: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(bySecond.length / BIN_S) }, (_, bin) =>
    Math.max(...bySecond.slice(bin * BIN_S, (bin + 1) * BIN_S)),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
