/** One run of the fleet. Times are milliseconds since its start. */
export interface Scenario {
  readonly name: string;
  readonly accounts: number;
  /** Of each account; every stack is a pipeline and a provider process of its own. */
  readonly stacks: number;
  /** Of each stack. */
  readonly images: number;
  /** What the cloud takes for one image, typically: durations are log-normal around it. */
  readonly typicalS: number;
  /** Requests that the gateway of an account lets through in any second; the next get a 429. */
  readonly limit: number;
  /** How much slower than others the region is: its answers, and its jobs. */
  readonly slowness: number;
  readonly outage?: Outage | undefined;
  /** What the pipelines do; what is measured is the last. */
  readonly does: "up" | "destroy";
}

/** From when until when the cloud is down. */
export interface Outage {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Pipelines start in the same minute. */
export const STARTS_WITHIN_MS = 60_000;

const plain: Scenario = {
  name: "100 pipelines start in the same minute",
  accounts: 10,
  stacks: 10,
  images: 100,
  typicalS: 300,
  limit: 20,
  slowness: 1,
  does: "up",
};

/** After three minutes some creates have been sent and some have not. */
const down: Outage = { fromMs: 180_000, toMs: 780_000 };

export const scenarios: readonly Scenario[] = [
  plain,
  { ...plain, name: "the cloud is down for ten minutes", outage: down },
  { ...plain, name: "a region three times as slow", slowness: 3 },
  { ...plain, name: "all are destroyed in the same minute", does: "destroy" },
];

/** Small enough for every day; the gateway lets as much less through. */
export const small = (scenario: Scenario): Scenario => ({
  ...scenario,
  accounts: 1,
  stacks: 4,
  images: 15,
  limit: 8,
});
