import { getEventListeners } from "node:events";
import { InterruptedError } from "../../provider/http/errors";
import { failure, get, opened, pause, transport } from "./sending";
import { httpServer } from "./wire";

describe("interruption", () => {
  it("ends a running request, with an unknown outcome", async () => {
    const abort = new AbortController();
    const server = await opened(httpServer(() => abort.abort()));
    const error = await failure(
      transport().send(get(server.url, { method: "POST", fresh: true }), abort.signal),
    );
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error.outcome).toBe("unknown");
  });

  it("ends an answer that is still coming in", async () => {
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
