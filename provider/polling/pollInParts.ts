import { CloudError, InterruptedError, ThrottledError } from "../http/errors";

/** What one poll has brought. A key that stands in neither map is one that the cloud does not show. */
export interface PollResult<Seen> {
  readonly seen: ReadonlyMap<string, Seen>;
  /** Of these nothing is known: why not. */
  readonly unanswered: ReadonlyMap<string, CloudError>;
}

/** Where one part of a poll reports what it finds. */
export interface PollReport<Seen> {
  seen(key: string, thing: Seen): void;
  /** Something cannot be read: it is the thing of this key, or, without one, of any that is not seen. */
  odd(error: CloudError, key?: string): void;
}

/** So many parts in a row that fail are enough: a cloud that is down is not asked for two hundred. */
const FAILED_IN_A_ROW = 3;

/**
 * Asks for many keys part by part, a call or a few each. One that fails leaves those of its own keys unanswered that it has not
 * seen, and no others; where the cloud throttles or is down, the rest is not asked.
 */
export async function pollInParts<Seen>(
  parts: readonly (readonly string[])[],
  poll: (keys: readonly string[], report: PollReport<Seen>) => Promise<void>,
): Promise<PollResult<Seen>> {
  const seen = new Map<string, Seen>();
  const unanswered = new Map<string, CloudError>();
  let failed = 0;
  let enough: CloudError | undefined;
  for (const keys of parts) {
    const leaveOpen = (error: CloudError, key?: string) => {
      for (const one of key === undefined ? keys : [key])
        if (!unanswered.has(one)) unanswered.set(one, error);
    };
    const report: PollReport<Seen> = { seen: (key, thing) => seen.set(key, thing), odd: leaveOpen };
    const failure = enough ?? (await poll(keys, report).then(() => undefined, failureOf));
    failed = failure === undefined ? 0 : failed + 1;
    if (failure instanceof ThrottledError || failed === FAILED_IN_A_ROW) enough = failure;
    if (failure !== undefined) leaveOpen(failure);
  }
  for (const key of seen.keys()) unanswered.delete(key);
  return { seen, unanswered };
}

/** A bug of ours, or nobody waits any more: then nothing is to be learnt. */
function failureOf(error: unknown): CloudError {
  if (error instanceof CloudError && !(error instanceof InterruptedError)) return error;
  throw error;
}

export function inChunks<Item>(items: readonly Item[], most: number): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += most) chunks.push(items.slice(at, at + most));
  return chunks;
}
