import { CloudError, UnavailableError } from "../http/errors";
import type { CommandContext } from "./commandContext";
import { saySlow } from "./progress";

/** Beyond this a check has failed: an `up` is more patient, people at a prompt are not. */
export const WITHIN_MS = 60_000;

export type Tried<Value> = { readonly value: Value } | { readonly error: CloudError };

/** Puts one question to a cloud. `doing` is said where it takes long, or too long. */
export type CallCloud = <Value>(doing: string, call: () => Promise<Value>) => Promise<Tried<Value>>;

export function cloudCaller(cloud: string, context: CommandContext): CallCloud {
  return (doing, call) =>
    attempt(() => saySlow(context, `${doing} (cloud "${cloud}")`, soon(doing, call(), context)));
}

export async function attempt<Value>(call: () => Promise<Value>): Promise<Tried<Value>> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof CloudError) return { error };
    throw error;
  }
}

async function soon<Value>(doing: string, work: Promise<Value>, { clock }: CommandContext): Promise<Value> {
  const done = new AbortController();
  const late = clock.sleep(WITHIN_MS, done.signal).then(() => {
    const why = `${doing}: no answer within ${WITHIN_MS / 1000} s`;
    throw new UnavailableError(why, { outcome: "unknown", hint: "try again later" });
  });
  late.catch(() => {}); // of a race that was won, or lost: told already
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
