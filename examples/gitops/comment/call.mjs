/**
 * A call of a host's API. An error has the answer's `status`, `mayPass` where the next try may do better (the host is busy, or the
 * answer is not its own), after as many `seconds` as it asks for, and `isReadOnly` where the token may not write.
 */
export async function call(url, { method = "GET", headers, content, host }) {
  const called = `${method} ${new URL(url).pathname}: ${host}`;
  const { response, text } = await answer(called, url, {
    method,
    headers: { ...headers, ...(content && { "content-type": "application/json" }) },
    ...(content && { body: JSON.stringify(content) }),
    signal: AbortSignal.timeout(60_000),
  });
  const { status, ok } = response;
  if (ok) return parsed(called, text);
  const mayPass = status === 429 || status >= 500 || (status === 403 && /rate limit/i.test(text));
  throw failure(`${called} answers ${status} ${text.slice(0, 500)}`, {
    status,
    mayPass,
    isReadOnly: method !== "GET" && status === 403 && !mayPass,
    seconds: Number(response.headers.get("retry-after") ?? 2),
  });
}

async function answer(called, url, request) {
  try {
    const response = await fetch(url, request);
    return { response, text: await response.text() };
  } catch (error) {
    throw failure(`${called} does not answer: ${error.cause?.message ?? error.message}`, { mayPass: true });
  }
}

function parsed(called, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw failure(`${called} answers what is not JSON: ${text.slice(0, 500)}`, { mayPass: true });
  }
}

const failure = (message, more) => Object.assign(new Error(message), more);

/** Ends a job with one line that says why; with this prefix GitHub shows it with the run. */
export function fail({ message }) {
  console.log(`${process.env.GITHUB_ACTIONS ? "::error::" : ""}${message.replace(/\s*\n\s*/g, " ")}`);
  process.exitCode = 1;
}
