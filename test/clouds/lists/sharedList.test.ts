import type { Image } from "../../../provider/clouds/image";
import { SharedList } from "../../../provider/clouds/lists/sharedList";
import { type VirtualClock, virtualClock } from "../../virtualClock";

const FEW = 10;
const image = (id: string, name = id) => ({ id, name }) as Image;

describe("a list that many reads share", () => {
  let clock: VirtualClock;
  /** The pages of the cloud's list; each takes `pageMs`. */
  let pages: readonly (readonly Image[])[];
  let pageMs: number;
  let asked: number;
  let failing: boolean;
  let shared: SharedList;
  beforeEach(() => {
    clock = virtualClock();
    [pages, pageMs, asked, failing] = [[], 100, 0, false];
    shared = new SharedList(async function* () {
      for (const page of pages) {
        asked += 1;
        await clock.sleep(pageMs);
        if (failing) throw new Error("no list");
        yield page;
      }
    }, clock);
  });

  const find = (ids: readonly string[]) => Promise.all(ids.map((id) => shared.find(id)));
  const ids = (count: number, from = 0) => Array.from({ length: count }, (_, nth) => `i${from + nth}`);
  const begin = () => find(ids(FEW, 9_000));

  test("does not begin for ten reads", async () => {
    pages = [ids(20).map((id) => image(id))];
    expect(await find(ids(FEW))).toEqual(Array(FEW).fill(undefined));
    expect(asked).toBe(0);
  });

  test("serves all others, those that come while it is read and those that come later", async () => {
    pages = [ids(20).map((id) => image(id))];
    await begin();
    const first = find(ids(5));
    await clock.sleep(50);
    expect((await Promise.all([first, find(ids(5, 5))])).flat().map((one) => one?.id)).toEqual(ids(10));
    await clock.sleep(20_000);
    expect((await shared.find("i19"))?.id).toBe("i19");
    expect(asked).toBe(1);
  });

  test("has nothing to say of an image that it does not show", async () => {
    pages = [[image("other")]];
    await begin();
    expect(await find(["i1", "i2", "i3"])).toEqual([undefined, undefined, undefined]);
    expect(asked).toBe(1);
  });

  test("serves nobody later than half a minute after its first request", async () => {
    pages = [[image("i1")]];
    await begin();
    expect(await shared.find("i1")).toBeDefined();
    await clock.sleep(30_000);
    expect(await shared.find("i1")).toBeUndefined(); // the first of a new period
    await begin();
    expect(await shared.find("i1")).toBeDefined();
    expect(asked).toBe(2);
  });

  test("is no longer than what its reads cost by themselves, however many images a project has", async () => {
    pages = Array.from({ length: 1000 }, (_, nth) => [image(`foreign${nth}`)]);
    await begin();
    for (const id of ids(7)) expect(await shared.find(id)).toBeUndefined();
    expect(asked).toBe(7);
    await find(ids(20));
    expect(asked).toBe(27);
  });

  test("goes on where it was when more reads make it worth it", async () => {
    pages = ids(5).map((id) => [image(id)]);
    await begin();
    expect((await find(ids(5))).map((one) => one?.id)).toEqual(ids(5));
    expect(asked).toBe(5);
  });

  test("that fails leaves everybody to calls of their own, and is not asked again at once", async () => {
    pages = [[image("i1")], [image("i2")]];
    failing = true;
    await begin();
    expect(await find(["i1", "i2"])).toEqual([undefined, undefined]);
    expect(await shared.find("i1")).toBeUndefined();
    expect(asked).toBe(1);
  });

  test("that does not answer holds nobody up for longer than half a minute", async () => {
    pages = [[image("i1")]];
    pageMs = 600_000;
    await begin();
    const before = clock.elapsed();
    expect(await shared.find("i1")).toBeUndefined();
    expect(clock.elapsed() - before).toBe(30_000);
  });

  test("leaves no timer behind", async () => {
    pages = [[image("i1")]];
    await begin();
    await shared.find("i1");
    await clock.sleep(0);
    expect(clock.sleepers()).toBe(0);
  });

  test("that was asked for before a change of ours serves nobody after it", async () => {
    pages = [[image("i1", "before")]];
    await begin();
    const waiting = shared.find("i1");
    await clock.sleep(50);
    shared.forget();
    expect(await waiting).toBeUndefined();
    pages = [[image("i1", "after")]];
    expect(await shared.find("i1")).toBeUndefined();
    await begin();
    expect((await shared.find("i1"))?.name).toBe("after");
  });

  test("is waited for no longer once the run is interrupted", async () => {
    pages = [[image("i1")]];
    await begin();
    const abort = new AbortController();
    const waiting = shared.find("i1", abort.signal);
    abort.abort(new Error("interrupted"));
    await expect(waiting).rejects.toThrow("interrupted");
  });
});
