/** A signal that is aborted after `ms` milliseconds, or with `outer`. Closing it leaves no timer and no listener. */
export function openLimit(ms: number, outer?: AbortSignal): { readonly signal: AbortSignal; close(): void } {
  const limit = new AbortController();
  const end = () => limit.abort();
  const timer = setTimeout(end, ms);
  outer?.addEventListener("abort", end, { once: true });
  return {
    signal: limit.signal,
    close() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", end);
    },
  };
}
