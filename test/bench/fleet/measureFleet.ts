import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { AccountOutcome } from "./account";
import { type FleetResult, fleetResult } from "./fleet";
import { type Scenario, scenarios } from "./scenario";

/** By the name of the scenario. */
export type FleetResults = Record<string, FleetResult>;

/** Lists of a thousand images are garbage at once: with little room for it half of the time goes into collecting it. */
const YOUNG_MB = 96;

/** `accounts`: the first so many alone. One worker thread for each account, as many at a time as there are cores. */
export async function measureFleet(
  say: (text: string) => void,
  accounts = Number.POSITIVE_INFINITY,
): Promise<FleetResults> {
  const results: [string, FleetResult][] = [];
  for (const whole of scenarios) {
    const scenario = { ...whole, accounts: Math.min(accounts, whole.accounts) };
    say(`fleet: ${scenario.name}`);
    const alone = await inWorker(aloneIn(scenario), 0);
    const calls = alone.requests.reduce((total, count) => total + count, 0);
    let done = 0;
    const outcomes = await together(scenario.accounts, async (account) => {
      const outcome = await inWorker(scenario, account + 1);
      done += 1;
      say(`  ${done} of ${scenario.accounts} accounts, ${outcome.doneS.length} images`);
      return outcome;
    });
    results.push([scenario.name, fleetResult(scenario, calls, outcomes)]);
  }
  return Object.fromEntries(results);
}

/** One image, ready at once: what it costs is what has to be paced. */
export const aloneIn = (scenario: Scenario): Scenario => ({
  ...scenario,
  stacks: 1,
  images: 1,
  typicalS: 1,
  outage: undefined,
});

export interface Task {
  readonly scenario: Scenario;
  readonly seed: number;
}

function inWorker(scenario: Scenario, seed: number): Promise<AccountOutcome> {
  const workerData: Task = { scenario, seed };
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const worker = new Worker(join(__dirname, "worker.js"), { workerData, resourceLimits });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the worker of an account ended with ${code}`)));
  });
}

async function together<Result>(count: number, task: (at: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < count; at = next++) results[at] = await task(at);
  };
  await Promise.all(Array.from({ length: Math.min(count, availableParallelism()) }, work));
  return results;
}
