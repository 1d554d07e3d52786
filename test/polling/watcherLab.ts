import type { PollResult } from "../../provider/polling/pollInParts";
import type { PollOptions, Watch } from "../../provider/polling/watch";
import { Watcher } from "../../provider/polling/watcher";
import { type VirtualClock, virtualClock } from "../virtualClock";

/** A watcher on a virtual clock that shows the time since its start for every thing, and what it was asked for. */
export interface WatcherLab {
  readonly clock: VirtualClock;
  readonly watcher: Watcher<number>;
  /** "at keys" of every poll. */
  readonly polls: {
    readonly atMs: number;
    readonly keys: readonly string[];
    readonly options: PollOptions;
  }[];
  /** Runs before each poll, may throw or wait. */
  before: (nth: number, options: PollOptions) => void | Promise<void>;
  /** Whether polls show anything. Default true. */
  shows: boolean;
}

export function watcherLab(seed?: number): WatcherLab {
  const clock = virtualClock(seed);
  const polls: WatcherLab["polls"] = [];
  const lab: WatcherLab = {
    clock,
    polls,
    before: () => {},
    shows: true,
    watcher: new Watcher<number>(async (keys, options) => {
      polls.push({ atMs: clock.elapsed(), keys, options });
      await lab.before(polls.length, options);
      return polled((lab.shows ? keys : []).map((key) => [key, clock.elapsed()]));
    }, clock),
  };
  return lab;
}

/** All that was asked has been answered. */
export function polled<Seen>(seen: readonly (readonly [string, Seen])[] = []): PollResult<Seen> {
  return { seen: new Map(seen), unanswered: new Map() };
}

export const minute = 60_000;

/** A watch on a thing that is done at a time of its own. */
export function until(
  { clock }: WatcherLab,
  key: string,
  doneAtMs: number,
  rest: Partial<Watch<number, string>> = {},
): Watch<number, string> {
  return {
    key,
    deadline: clock.now() + 60 * minute,
    judge: (nowMs) =>
      (nowMs ?? 0) >= doneAtMs
        ? { state: "done", result: `${key} done` }
        : { state: "pending", step: "saving" },
    ...rest,
  };
}

/** Why a wait that must fail has failed. */
export function reasonOf(wait: Promise<unknown>): Promise<unknown> {
  return wait.then(
    () => {
      throw new Error("this wait was to fail");
    },
    (reason: unknown) => reason,
  );
}
