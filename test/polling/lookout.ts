import type { Learnt } from "../../provider/polling/learnt";
import type { LookOptions, Watch } from "../../provider/polling/watch";
import { Watcher } from "../../provider/polling/watcher";
import { type VirtualClock, virtualClock } from "../virtualClock";

/** A watcher on a virtual clock that shows the time since its start for every thing, and what it was asked for. */
export interface Lookout {
  readonly clock: VirtualClock;
  readonly watcher: Watcher<number>;
  /** "at keys" of every look-up. */
  readonly looks: {
    readonly atMs: number;
    readonly keys: readonly string[];
    readonly options: LookOptions;
  }[];
  /** Runs before each look-up, may throw or wait. */
  before: (nth: number, options: LookOptions) => void | Promise<void>;
  /** Whether look-ups show anything. Default true. */
  shows: boolean;
}

export function lookout(seed?: number): Lookout {
  const clock = virtualClock(seed);
  const looks: Lookout["looks"] = [];
  const made: Lookout = {
    clock,
    looks,
    before: () => {},
    shows: true,
    watcher: new Watcher<number>(async (keys, options) => {
      looks.push({ atMs: clock.elapsed(), keys, options });
      await made.before(looks.length, options);
      return learnt((made.shows ? keys : []).map((key) => [key, clock.elapsed()]));
    }, clock),
  };
  return made;
}

/** All that was asked has been answered. */
export function learnt<Seen>(seen: readonly (readonly [string, Seen])[] = []): Learnt<Seen> {
  return { seen: new Map(seen), unanswered: new Map() };
}

export const minute = 60_000;

/** A watch on a thing that is done at a time of its own. */
export function until(
  { clock }: Lookout,
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
