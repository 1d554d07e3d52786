/**
 * A signal that is aborted after `ms` milliseconds, for the reason `late`, or with `outer`. Closing it leaves no timer and no
 * listener.
 */
export function openLimit(
  ms: number,
  outer?: AbortSignal,
  late?: Error,
): { readonly signal: AbortSignal; close(): void } {
  const limit = new AbortController();
  const end = () => limit.abort();
  const timer = setTimeout(() => limit.abort(late), ms);
  outer?.addEventListener("abort", end, { once: true });
  return {
    signal: limit.signal,
    close() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", end);
    },
  };
}
