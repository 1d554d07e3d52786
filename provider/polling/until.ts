import type { CallOptions } from "../http/call";
import { CloudError, ProtocolError, ThrottledError, UnavailableError } from "../http/errors";
import type { Looker } from "./ask";
import { lookBeside } from "./beside";
import type { Learnt } from "./learnt";
import type { Look, Verdict } from "./watch";
import { Watcher } from "./watcher";

export interface UntilOptions {
  /** The cloud that is looked at. */
  readonly on: Looker;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  readonly onLook?: (look: Look) => void;
  /**
   * True where something is at stake: then no failing look ends the wait. Else the first look must succeed,
   * and later ones may fail only in ways that pass: unreachable, throttled, garbled. Default false.
   */
  readonly patient?: boolean;
}

/** What the calls of a look are to be given: all but the first look count in what a cloud is asked at most. */
export type Pacing = Pick<CallOptions, "turn">;

/** Looks at one thing, at once and then on the common schedule, until it is done. */
export function until<Result>(
  look: (pacing: Pacing) => Promise<Verdict<Result>>,
  options: UntilOptions,
): Promise<Result> {
  const { on, patient = false, ...watch } = options;
  let looks = 0;
  const watcher = new Watcher<Verdict<Result>>(async () => learnt(await once()), on.clock);
  return watcher.wait({
    key: KEY,
    judge: (seen) => seen ?? { state: "pending", step: "no answer" },
    atOnce: true,
    firstMs: SOON_MS,
    ...watch,
  });

  async function once(): Promise<Verdict<Result>> {
    looks += 1;
    try {
      if (looks === 1) return await look({});
      return await lookBeside(on, options, ({ turn }) => look({ turn }));
    } catch (error) {
      if (!(error instanceof CloudError) || patient || (looks > 1 && passes(error))) throw error;
      return { state: "failed", error };
    }
  }
}

const KEY = "it";

function learnt<Seen>(seen: Seen): Learnt<Seen> {
  return { seen: new Map([[KEY, seen]]), unanswered: new Map() };
}

/** Such things take seconds: a volume is released, an image is listed, or gone. */
export const SOON_MS = 2_000;

function passes(error: CloudError): boolean {
  return (
    error instanceof UnavailableError || error instanceof ThrottledError || error instanceof ProtocolError
  );
}
