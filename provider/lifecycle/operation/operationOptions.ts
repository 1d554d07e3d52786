import type { Cloud } from "../../clouds/cloud";
import type { CallOptions } from "../../http/call";
import { Errand, type Rank } from "../../http/queue/errand";
import { steps } from "../../polling/steps";
import type { ResourceLog } from "./host";
import { during } from "./operationLog";

/** What every call of an operation is given. */
export interface OperationOptions extends CallOptions {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; it moves on while calls queue. */
  readonly deadline: number;
  readonly errand: Errand;
}

/** For an operation that begins now. It says so where its calls queue for long. */
export function operationOptions(
  rank: Rank,
  { queue }: Pick<Cloud, "queue">,
  allowedMs: number,
  signal: AbortSignal,
  log: ResourceLog,
): OperationOptions {
  const errand = new Errand(rank, (queueing) => void during(log, steps.turn, queueing));
  return withLimit(signal, errand, queue.limit(allowedMs));
}

/** The same, for calls of another rank. */
export function rankedOptions(options: OperationOptions, rank: Rank): OperationOptions {
  return withLimit(options.signal, options.errand.as(rank), limitOf(options));
}

/** The same, for calls that end with this signal. */
export function endingOptions(options: OperationOptions, signal: AbortSignal): OperationOptions {
  return withLimit(signal, options.errand, limitOf(options));
}

function limitOf(options: OperationOptions): { readonly at: number } {
  return {
    get at() {
      return options.deadline;
    },
  };
}

function withLimit(signal: AbortSignal, errand: Errand, limit: { readonly at: number }): OperationOptions {
  return {
    signal,
    errand,
    get deadline() {
      return limit.at;
    },
  };
}
