import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import {
  CloudError,
  InterruptedError,
  InvalidRequestError,
  ProtocolError,
  UnavailableError,
} from "../../provider/http/errors";
import {
  type HttpRequest,
  openTransport,
  type Transport,
  type TransportOptions,
} from "../../provider/http/send";
import { bodyOf, closedPort, httpServer, rawServer, type Wire } from "./wire";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

function transport(options: TransportOptions = {}): Transport {
  const opened = openTransport(options);
  open.push(opened);
  return opened;
}

async function opened(wire: Promise<Wire>): Promise<Wire> {
  open.push(await wire);
  return wire;
}

const get = (url: URL, rest: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url,
  headers: { "x-auth-token": "canary-token" },
  ...rest,
});

/** undici puts a socket back a moment after it has handed over the answer. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** The error of a request that must fail. */
async function failure(sent: Promise<unknown>): Promise<CloudError> {
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CloudError);
  return error as CloudError;
}

describe("an answer", () => {
  it("brings status, lower-case headers, text, and the request id under any of its names", async () => {
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

  it("may be an error status: what it means is decided above", async () => {
    const server = await opened(httpServer((_, response) => void response.writeHead(503).end("busy")));
    expect(await transport().send(get(server.url))).toMatchObject({ status: 503, text: "busy" });
  });

  it("gets the very bytes of the body", async () => {
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

/** Faults of a wire, each with what must be said of it: its class, its outcome, its words. */
const faults: [string, (socket: Socket) => void, new (...args: never[]) => CloudError, RegExp][] = [
  [
    "a reset before any answer",
    (socket) => socket.resetAndDestroy(),
    UnavailableError,
    /connection was (lost|reset)/,
  ],
  ["an end before any answer", (socket) => socket.end(), UnavailableError, /connection was lost/],
  [
    "a reset in the body",
    (socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf", () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      ),
    UnavailableError,
    /connection was (lost|reset)/,
  ],
  [
    "an end in the body",
    (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf"),
    UnavailableError,
    /connection was lost/,
  ],
  ["no headers at all", () => {}, UnavailableError, /no answer in time/],
  [
    "a body that stalls",
    (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf"),
    UnavailableError,
    /stopped half-way/,
  ],
  [
    "a length beyond all size",
    (socket) =>
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-length: ${11 * 1024 * 1024}\r\n\r\n${"x".repeat(11 * 1024 * 1024)}`,
      ),
    ProtocolError,
    /larger than 10 MiB/,
  ],
  ["an endless body", (socket) => pour(socket), ProtocolError, /larger than 10 MiB/],
  ["garbage", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"), ProtocolError, /GET 127/],
  [
    "a broken chunk",
    (socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzzz\r\n"),
    ProtocolError,
    /GET 127/,
  ],
  [
    "a huge header",
    (socket) => socket.write(`HTTP/1.1 200 OK\r\nx-big: ${"b".repeat(128 * 1024)}\r\n\r\n`),
    ProtocolError,
    /larger than 64 KiB/,
  ],
];

function pour(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
  const piece = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on("drain", more);
  more();
}

describe("a fault on the wire, after which the request may have been served", () => {
  it.each(faults)(
    "%s has an unknown outcome, on a kept and on a fresh socket",
    async (_, play, kind, words) => {
      const server = await opened(rawServer(play));
      const { send } = transport({ answerTimeoutMs: 500 });
      const errors = await Promise.all([
        failure(send(get(server.url))),
        failure(send(get(server.url, { fresh: true }))),
      ]);
      for (const error of errors) {
        expect(error).toBeInstanceOf(kind);
        expect(error.outcome).toBe("unknown");
        expect(error.message).toMatch(words);
        expect(error.message).not.toContain("canary");
        expect(error.cause).toBeDefined();
      }
    },
  );
});

describe("a request that provably was not sent", () => {
  it("found nothing listening", async () => {
    const error = await failure(transport().send(get(await closedPort())));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ outcome: "not-sent", code: "ECONNREFUSED" });
  });

  it("found no such host", async () => {
    const error = await failure(transport().send(get(new URL("https://no-such-host.invalid/"))));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.outcome).toBe("not-sent");
    expect(error.message).toMatch(/host name/);
  });

  it.each(["http://198.51.100.7/", "http://127.0.0.1.example.org/", "http://cloud.example/"])(
    "was plain http to another machine: %s",
    async (url) => {
      const error = await failure(transport().send(get(new URL(url))));
      expect(error).toMatchObject({ outcome: "not-sent", code: undefined });
      expect(error.message).toContain("plain http is refused");
      expect(error.hint).toContain("allow_http");
    },
  );

  it("had a header that cannot be sent", async () => {
    const server = await opened(httpServer((_, response) => void response.end()));
    const error = await failure(
      transport().send(get(server.url, { headers: { "x-auth-token": "canary\nx: y" } })),
    );
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error.outcome).toBe("not-sent");
    expect(error.message).not.toContain("canary");
    expect(server.requests).toEqual([]);
  });

  it("was interrupted before, and says by what", async () => {
    const server = await opened(httpServer((_, response) => void response.end()));
    const reason = new InterruptedError("the engine is gone", { outcome: "unknown", hint: "run it again" });
    const error = await failure(transport().send(get(server.url), AbortSignal.abort(reason)));
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ outcome: "not-sent", hint: "run it again" });
    expect(error.message).toContain("the engine is gone");
    expect(server.requests).toEqual([]);
  });
});

describe("plain http", () => {
  it("is allowed to this machine under all of its names", async () => {
    const server = await opened(httpServer((_, response) => void response.end("here")));
    const { send } = transport();
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = new URL(server.url);
      url.hostname = host;
      expect((await send(get(url))).text).toBe("here");
    }
  });

  it("is allowed elsewhere when the connection says so", async () => {
    const error = await failure(
      transport({ allowHttp: true }).send(get(new URL("http://no-such-host.invalid/"))),
    );
    expect(error.message).toMatch(/host name/);
  });
});

it("never follows a redirect: the token would go along", async () => {
  const target = await opened(httpServer((_, response) => void response.end("lured")));
  const server = await opened(
    httpServer((_, response) => void response.writeHead(307, { location: target.url.href }).end()),
  );
  expect((await transport().send(get(server.url))).status).toBe(307);
  expect(target.requests).toEqual([]);
});

it("ends an answer that drips, as an answer that did not come", async () => {
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

describe("interruption", () => {
  it("ends a request that is under way, with an unknown outcome", async () => {
    const abort = new AbortController();
    const server = await opened(httpServer(() => abort.abort()));
    const error = await failure(
      transport().send(get(server.url, { method: "POST", fresh: true }), abort.signal),
    );
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error.outcome).toBe("unknown");
  });

  it("ends an answer that is under way", async () => {
    const abort = new AbortController();
    const server = await opened(
      httpServer((_, response) => {
        response.writeHead(200).write("half");
        setTimeout(() => abort.abort(), 20);
      }),
    );
    const error = await failure(transport().send(get(server.url), abort.signal));
    expect(error).toBeInstanceOf(InterruptedError);
  });

  it("leaves nothing behind on a signal that lives as long as the process", async () => {
    const { signal } = new AbortController();
    const server = await opened(httpServer((_, response) => void response.end("x")));
    const { send } = transport();
    for (let i = 0; i < 30; i++) await send(get(server.url, { fresh: i % 2 === 0 }), signal);
    await pause();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("connections", () => {
  it("are kept for looks, so that one serves them all", async () => {
    const server = await opened(httpServer((_, response) => void response.end("x")));
    const { send } = transport();
    for (let i = 0; i < 5; i++) {
      await send(get(server.url));
      await pause();
    }
    expect(server.connections()).toBe(1);
  });

  it("are six at most, however many looks there are at once", async () => {
    const server = await opened(httpServer((_, response) => setTimeout(() => response.end("x"), 5)));
    const { send } = transport();
    await Promise.all(Array.from({ length: 40 }, () => send(get(server.url))));
    expect(server.requests).toHaveLength(40);
    expect(server.connections()).toBeLessThanOrEqual(6);
  });

  it("are new for every create, which therefore never rides on one that the server is closing", async () => {
    // This server closes each connection right after its answer, without having announced it.
    const server = await opened(
      rawServer((socket) => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", () =>
          setImmediate(() => socket.end()),
        );
      }),
    );
    const { send } = transport();
    for (let i = 0; i < 20; i++) {
      expect((await send(get(server.url, { method: "POST", body: "{}", fresh: true }))).text).toBe("ok");
    }
    expect(server.connections()).toBe(20);
  });
});
