import { CloudError, UnavailableError } from "../http/errors";
import type { CommandContext } from "./commandContext";
import { reportIfSlow } from "./progress";

/** A call that takes longer than this fails. An `up` waits longer, but nobody watches its prompt. */
export const CALL_LIMIT_MS = 60_000;

/** What a call has brought: its value, or why it failed. */
export type Tried<Value> = { readonly value: Value } | { readonly error: CloudError };

/**
 * Calls a cloud within the limit. `activity` says what it does, as in "lists images": shown if it takes long, and in the
 * error if it takes too long.
 */
export type CallCloud = <Value>(activity: string, call: () => Promise<Value>) => Promise<Tried<Value>>;

/** Calls to the cloud of this name. */
export function cloudCaller(cloud: string, context: CommandContext): CallCloud {
  return (activity, call) =>
    attempt(() =>
      reportIfSlow(context, `${activity} (cloud "${cloud}")`, withinLimit(activity, call(), context)),
    );
}

/** Catches the errors of clouds, and no others. */
export async function attempt<Value>(call: () => Promise<Value>): Promise<Tried<Value>> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof CloudError) return { error };
    throw error;
  }
}

async function withinLimit<Value>(
  activity: string,
  request: Promise<Value>,
  { clock }: CommandContext,
): Promise<Value> {
  const done = new AbortController();
  const timeout = clock.sleep(CALL_LIMIT_MS, done.signal).then(() => {
    const why = `${activity}: no answer within ${CALL_LIMIT_MS / 1000} s`;
    throw new UnavailableError(why, { outcome: "unknown", hint: "try again later" });
  });
  timeout.catch(() => {}); // the race reports it, if it still counts
  try {
    return await Promise.race([request, timeout]);
  } finally {
    done.abort();
  }
}
