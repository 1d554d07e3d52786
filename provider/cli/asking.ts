import { CloudError, UnavailableError } from "../http/errors";
import { saySlow } from "./progress";
import type { Surroundings } from "./surroundings";

/** Beyond this a check has failed: an `up` is more patient, people at a prompt are not. */
export const WITHIN_MS = 60_000;

export type Tried<Value> = { readonly value: Value } | { readonly error: CloudError };

/** Puts one question to a cloud. `doing` is said where it takes long, or too long. */
export type Ask = <Value>(doing: string, asking: () => Promise<Value>) => Promise<Tried<Value>>;

export function asker(cloud: string, around: Surroundings): Ask {
  return (doing, asking) =>
    attempt(() => saySlow(around, `${doing} (cloud "${cloud}")`, soon(doing, asking(), around)));
}

export async function attempt<Value>(asking: () => Promise<Value>): Promise<Tried<Value>> {
  try {
    return { value: await asking() };
  } catch (error) {
    if (error instanceof CloudError) return { error };
    throw error;
  }
}

async function soon<Value>(doing: string, work: Promise<Value>, { clock }: Surroundings): Promise<Value> {
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
