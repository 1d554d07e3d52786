import type { CallOptions } from "../http/call";
import { CloudError, ProtocolError, ThrottledError, UnavailableError } from "../http/errors";
import type { Poller } from "./poll";
import type { PollResult } from "./pollInParts";
import { pollInTurn } from "./pollInTurn";
import type { Progress, Verdict } from "./watch";
import { Watcher } from "./watcher";

export interface UntilOptions {
  /** The cloud that is polled. */
  readonly on: Poller;
  /** Milliseconds since the epoch. Read anew each time: it may move while a call of the wait queues. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * True where something is at stake: then no failing poll ends the wait. Else the first poll must succeed,
   * and later ones may fail only in ways that pass: unreachable, throttled, garbled. Default false.
   */
  readonly patient?: boolean;
}

/** What the calls of a poll are given: all polls but the first count in what a cloud is asked at most. */
export type Pacing = Pick<CallOptions, "awaitTurn">;

/** Polls one thing, at once and then on the common schedule, until it is done. */
export function until<Result>(
  poll: (pacing: Pacing) => Promise<Verdict<Result>>,
  options: UntilOptions,
): Promise<Result> {
  const { on, patient = false, signal, onProgress } = options;
  let polls = 0;
  const watcher = new Watcher<Verdict<Result>>(async () => resultOf(await pollOnce()), on.clock);
  return watcher.wait({
    key: KEY,
    judge: (seen) => seen ?? { state: "pending", step: "no answer" },
    atOnce: true,
    firstMs: SOON_MS,
    signal,
    ...(onProgress !== undefined && { onProgress }),
    get deadline() {
      return options.deadline;
    },
  });

  async function pollOnce(): Promise<Verdict<Result>> {
    polls += 1;
    try {
      if (polls === 1) return await poll({});
      return await pollInTurn(on, options, ({ awaitTurn }) => poll({ awaitTurn }));
    } catch (error) {
      if (!(error instanceof CloudError) || patient || (polls > 1 && passes(error))) throw error;
      return { state: "failed", error };
    }
  }
}

const KEY = "it";

function resultOf<Seen>(seen: Seen): PollResult<Seen> {
  return { seen: new Map([[KEY, seen]]), unanswered: new Map() };
}

/** Such things take seconds: a volume is released, an image is listed, or gone. */
export const SOON_MS = 2_000;

function passes(error: CloudError): boolean {
  return (
    error instanceof UnavailableError || error instanceof ThrottledError || error instanceof ProtocolError
  );
}
