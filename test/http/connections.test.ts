import { LONGEST_GAP_MS } from "../../provider/polling/schedule";
import { get, opened, pause, transport } from "./sending";
import { httpServer, rawServer } from "./wire";

describe("connections", () => {
  it("are pooled, so that one serves all polls", async () => {
    const server = await opened(httpServer((_, response) => void response.end("x")));
    const { send } = transport();
    for (let i = 0; i < 5; i++) {
      await send(get(server.url));
      await pause();
    }
    expect(server.connections()).toBe(1);
  });

  it.each([
    ["unless told otherwise", undefined, 1],
    ["but not the time that the server names", "timeout=60", 2],
  ])("outlive the longest gap between two looks, %s", async (_, keepAlive, connections) => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate", "performance"] });
    const server = await opened(
      httpServer((_, response) => {
        response.setHeader("connection", "keep-alive"); // else Node names a time of its own
        if (keepAlive !== undefined) response.setHeader("keep-alive", keepAlive);
        response.end("x");
      }),
    );
    const { send } = transport();
    try {
      await send(get(server.url));
      for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
      jest.advanceTimersByTime(LONGEST_GAP_MS);
      await send(get(server.url));
      expect(server.connections()).toBe(connections);
    } finally {
      jest.useRealTimers();
    }
  });

  it("are three at most, however many polls run at the same time", async () => {
    const server = await opened(httpServer((_, response) => setTimeout(() => response.end("x"), 5)));
    const { send } = transport();
    await Promise.all(Array.from({ length: 40 }, () => send(get(server.url))));
    expect(server.requests).toHaveLength(40);
    expect(server.connections()).toBe(3);
  });

  it("are new for every create, so that the server is never closing one when a create is sent", async () => {
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
