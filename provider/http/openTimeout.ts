import type { CallQueue } from "./queue/callQueue";

/**
 * A machine that sleeps, or a process that is stopped or kept busy, does not run its timers, and after that runs the timers
 * before it reads what has come meanwhile. So time is counted in parts: however long a pause, it counts as one of them.
 */
const PARTS = 10;

/**
 * A signal that is aborted after `ms` milliseconds in which the process ran, with `reason`, or together with `outer`. `close`
 * removes its timer and its listener. `queue`: the time in which calls wait there does not count.
 */
export function openTimeout(
  ms: number,
  outer?: AbortSignal,
  reason?: Error,
  queue?: Pick<CallQueue, "busyMs">,
): { readonly signal: AbortSignal; close(): void } {
  const limit = new AbortController();
  const end = () => limit.abort();
  const partMs = ms / PARTS;
  let leftMs = ms;
  let queuedMs = queue?.busyMs ?? 0;
  const timer = setInterval(() => {
    const before = queuedMs;
    queuedMs = queue?.busyMs ?? 0;
    leftMs -= Math.max(0, partMs - (queuedMs - before));
    if (leftMs < partMs / 2) limit.abort(reason);
  }, partMs);
  outer?.addEventListener("abort", end, { once: true });
  return {
    signal: limit.signal,
    close() {
      clearInterval(timer);
      outer?.removeEventListener("abort", end);
    },
  };
}
