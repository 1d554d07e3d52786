import { CloudError, InterruptedError, ThrottledError } from "../http/errors";

/** The result of one poll. The cloud does not show a key that is in neither map. */
export interface PollResult<Seen> {
  readonly seen: ReadonlyMap<string, Seen>;
  /** Keys about which nothing is known, and why. */
  readonly unanswered: ReadonlyMap<string, CloudError>;
}

/** Where one part of a poll reports what it finds. */
export interface PollReport<Seen> {
  seen(key: string, thing: Seen): void;
  /** Something invalid: it belongs to this key, or, without one, to any key that is not seen. */
  invalid(error: CloudError, key?: string): void;
}

/** After this many failed parts in a row the poll ends: a cloud that is down gets no two hundred calls. */
const FAILED_IN_A_ROW = 3;

/**
 * Polls many keys part by part, with one call or a few for each. A part that fails leaves those of its own keys unanswered
 * that it has not seen, and no others; if the cloud throttles or is down, the remaining parts are not sent.
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
    const report: PollReport<Seen> = { seen: (key, thing) => seen.set(key, thing), invalid: leaveOpen };
    const failure = enough ?? (await poll(keys, report).then(() => undefined, failureOf));
    failed = failure === undefined ? 0 : failed + 1;
    if (failure instanceof ThrottledError || failed === FAILED_IN_A_ROW) enough = failure;
    if (failure !== undefined) leaveOpen(failure);
  }
  for (const key of seen.keys()) unanswered.delete(key);
  return { seen, unanswered };
}

/** Other errors are bugs of ours, or mean that nobody waits any more. */
function failureOf(error: unknown): CloudError {
  if (error instanceof CloudError && !(error instanceof InterruptedError)) return error;
  throw error;
}

export function inChunks<Item>(items: readonly Item[], most: number): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += most) chunks.push(items.slice(at, at + most));
  return chunks;
}
