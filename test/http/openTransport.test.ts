import { getEventListeners } from "node:events";
import { UnavailableError } from "../../provider/http/errors";
import { failure, get, opened, transport } from "./sending";
import { bodyOf, httpServer } from "./wire";

describe("an answer", () => {
  it("has status, lower-case headers, text, and the request id from any of its headers", async () => {
    const server = await opened(
      httpServer((_, response) => {
        response
          .writeHead(202, { "X-Openstack-Request-Id": "req-1", "X-Other": ["a", "b"] })
          .end('{"grüße":1}');
      }),
    );
    const answer = await transport().send(get(server.url));
    expect(answer).toMatchObject({ status: 202, text: '{"grüße":1}', requestId: "req-1" });
    expect(answer.headers["x-other"]).toBe("a, b");
  });

  it("may have a status of failure: the caller decides what it means", async () => {
    const server = await opened(httpServer((_, response) => void response.writeHead(503).end("busy")));
    expect(await transport().send(get(server.url))).toMatchObject({ status: 503, text: "busy" });
  });

  it("is to exactly the bytes of the body", async () => {
    const bodies: string[] = [];
    const server = await opened(
      httpServer(async (request, response) => {
        bodies.push(await bodyOf(request));
        response.end();
      }),
    );
    await transport().send(get(server.url, { method: "POST", body: '{"name":"Bücher 图"}', fresh: true }));
    expect(bodies).toEqual(['{"name":"Bücher 图"}']);
  });
});

it("that is a redirect is not followed: the token would be sent along", async () => {
  const target = await opened(httpServer((_, response) => void response.end("lured")));
  const server = await opened(
    httpServer((_, response) => void response.writeHead(307, { location: target.url.href }).end()),
  );
  expect((await transport().send(get(server.url))).status).toBe(307);
  expect(target.requests).toEqual([]);
});

it("that only trickles in ends with an error, like one that does not come", async () => {
  const server = await opened(
    httpServer((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    }),
  );
  const { signal } = new AbortController();
  const { send } = transport({ answerTimeoutMs: 5000, totalTimeoutMs: 200 });
  const error = await failure(send(get(server.url), signal));
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error).toMatchObject({ outcome: "unknown", message: expect.stringContaining("within 0.2 s") });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("gives a process that stood still the time to read an answer: the limit is of time in which it ran", async () => {
  const server = await opened(httpServer((_, response) => void response.end("x")));
  const { send } = transport({ totalTimeoutMs: 2_000 });
  const answer = send(get(server.url));
  await new Promise(setImmediate);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500); // as when a machine sleeps
  expect((await answer).text).toBe("x");
  expect(server.requests).toHaveLength(1);
});
