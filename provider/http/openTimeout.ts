/**
 * A signal that is aborted after `ms` milliseconds, with `reason`, or together with `outer`. `close` removes its timer and its
 * listener.
 */
export function openTimeout(
  ms: number,
  outer?: AbortSignal,
  reason?: Error,
): { readonly signal: AbortSignal; close(): void } {
  const limit = new AbortController();
  const end = () => limit.abort();
  const timer = setTimeout(() => limit.abort(reason), ms);
  outer?.addEventListener("abort", end, { once: true });
  return {
    signal: limit.signal,
    close() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", end);
    },
  };
}
