/**
 * A machine that sleeps, or a process that is stopped or kept busy, does not run its timers, and after that runs the timers
 * before it reads what has come meanwhile. So time is counted in parts: however long a pause, it counts as one of them.
 */
const PARTS = 10;

/**
 * A signal that is aborted after `ms` milliseconds in which the process ran, with `reason`, or together with `outer`. `close`
 * removes its timer and its listener.
 */
export function openTimeout(
  ms: number,
  outer?: AbortSignal,
  reason?: Error,
): { readonly signal: AbortSignal; close(): void } {
  const limit = new AbortController();
  const end = () => limit.abort();
  let parts = 0;
  const timer = setInterval(() => {
    parts += 1;
    if (parts === PARTS) limit.abort(reason);
  }, ms / PARTS);
  outer?.addEventListener("abort", end, { once: true });
  return {
    signal: limit.signal,
    close() {
      clearInterval(timer);
      outer?.removeEventListener("abort", end);
    },
  };
}
