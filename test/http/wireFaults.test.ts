import type { Socket } from "node:net";
import { type CloudError, ProtocolError, UnavailableError } from "../../provider/http/errors";
import { failure, get, opened, transport } from "./sending";
import { rawServer } from "./wire";

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

describe("a fault on the wire, after which the request may have been executed", () => {
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
