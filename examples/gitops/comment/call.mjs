/** A call of a host's API. An error has `isReadOnly` where the token may read, but not write comments. */
export async function call(url, { method = "GET", headers, content, host }) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(content && { "content-type": "application/json" }) },
    ...(content && { body: JSON.stringify(content) }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const error = new Error(
    `${method} ${new URL(url).pathname}: ${host} answers ${response.status} ${text.slice(0, 500)}`,
  );
  error.isReadOnly = method !== "GET" && response.status === 403 && !/rate limit/i.test(text);
  throw error;
}
