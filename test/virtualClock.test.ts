import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openTransport } from "../provider/http/openTransport";
import type { Transport } from "../provider/http/transport";
import { virtualClock } from "./virtualClock";

describe("the virtual clock", () => {
  let server: Server | undefined;
  let transport: Transport | undefined;
  afterEach(async () => {
    await transport?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
    transport = undefined;
  });

  async function serverThat(answer: Parameters<typeof createServer>[1]): Promise<URL> {
    server = createServer(answer as never);
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  it("lets hours pass at once, and wakes sleepers in the order of their time", async () => {
    const clock = virtualClock();
    const woken: string[] = [];
    const nap = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push(`${name} at ${clock.elapsed()}`);
    };
    await Promise.all([nap("long", 7_200_000), nap("short", 10), nap("twin", 10), nap("none", 0)]);
    expect(woken).toEqual(["none at 0", "short at 10", "twin at 10", "long at 7200000"]);
    expect(clock.asked).toEqual([7_200_000, 10, 10, 0]);
    expect(clock.sleepers()).toBe(0);
  });

  it("rejects a sleep that is aborted with the signal's reason, before or during it", async () => {
    const clock = virtualClock();
    const abort = new AbortController();
    const asleep = clock.sleep(60_000, abort.signal);
    abort.abort("enough");
    await expect(asleep).rejects.toBe("enough");
    await expect(clock.sleep(1, abort.signal)).rejects.toBe("enough");
    expect(clock.elapsed()).toBe(0);
    expect(clock.sleepers()).toBe(0);
  });

  it("stands still while a request is in flight, however slow its answer", async () => {
    const url = await serverThat((_, response) => {
      setTimeout(() => response.write("first "), 30);
      setTimeout(() => response.end("second"), 60);
    });
    transport = openTransport();
    const clock = virtualClock();
    const background = new AbortController();
    clock.sleep(5, background.signal).catch(() => {});
    const { text } = await transport.send({ method: "GET", url, headers: {} });
    expect(text).toBe("first second");
    expect(clock.elapsed()).toBe(0);
    background.abort();
  });

  it.each(["reset", "reset in the body", "refused", "aborted"])(
    "goes on after a request that was %s",
    async (fault) => {
      const url = await serverThat((request, response) => {
        if (fault === "aborted") return;
        if (fault === "reset in the body") response.writeHead(200, { "content-length": "100" }).write("x");
        setTimeout(() => request.socket.destroy(), 5);
      });
      if (fault === "refused") url.port = "1";
      transport = openTransport();
      const clock = virtualClock();
      const abort = new AbortController();
      if (fault === "aborted") setTimeout(() => abort.abort(), 20);
      await expect(transport.send({ method: "GET", url, headers: {} }, abort.signal)).rejects.toThrow();
      await clock.sleep(1000);
      expect(clock.elapsed()).toBe(1000);
    },
  );

  it("stands still while a test says that something goes on", async () => {
    const clock = virtualClock();
    const asleep = clock.sleep(1000);
    const seen = await clock.busy(
      new Promise<number>((resolve) => setTimeout(() => resolve(clock.elapsed()), 30)),
    );
    expect(seen).toBe(0);
    await asleep;
    expect(clock.elapsed()).toBe(1000);
  });

  it("fails a loop that would never end", async () => {
    const clock = virtualClock();
    const forever = async () => {
      for (;;) await clock.sleep(24 * 3_600_000);
    };
    await expect(forever()).rejects.toThrow("does this wait ever end?");
  });

  it("draws the same numbers for the same seed", () => {
    const draw = (seed: number) => Array.from({ length: 100 }, virtualClock(seed).random);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7).every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
