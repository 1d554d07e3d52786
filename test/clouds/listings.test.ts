import { Listings } from "../../provider/clouds/listings";
import { NotFoundError } from "../../provider/http/errors";
import { type VirtualClock, virtualClock } from "../virtualClock";

let clock: VirtualClock;
let requestedAt: number[];
let takesMs: number;
let fails: boolean;
let rolls: Listings;
beforeEach(() => {
  clock = virtualClock();
  requestedAt = [];
  takesMs = 100;
  fails = false;
  rolls = new Listings(async () => {
    requestedAt.push(clock.elapsed());
    await clock.sleep(takesMs);
    if (fails) throw new NotFoundError("no list", { outcome: "rejected" });
    return new Set(["a"]);
  }, clock);
});
const since = (ms: number, signal?: AbortSignal) => rolls.since(clock.now() - clock.elapsed() + ms, signal);

test("one list serves all callers while it is being fetched, and for a minute", async () => {
  await Promise.all(Array.from({ length: 200 }, () => rolls.newest()));
  await clock.sleep(59_000);
  expect((await rolls.newest()).ids).toEqual(new Set(["a"]));
  expect(requestedAt).toEqual([0]);
  await clock.sleep(2_000);
  await rolls.newest();
  expect(requestedAt).toEqual([0, 61_100]);
});

test("a caller that needs a list a little later gets the same one, which is delayed for the last of them", async () => {
  const needed = [5_000, 5_700, 6_400, 9_900];
  const got = needed.map(async (ms) => {
    await clock.sleep(ms - 5_000);
    return since(ms);
  });
  const answers = await Promise.all(got);
  expect(requestedAt).toEqual([9_900]);
  expect(new Set(answers).size).toBe(1);
});

test("it waits five seconds at most, however many go on coming: then there is a next one", async () => {
  const got = Array.from({ length: 30 }, async (_, nth) => {
    await clock.sleep(nth * 1_000);
    return since(nth * 1_000 + 5_000);
  });
  await Promise.all(got);
  expect(requestedAt[0]).toBe(10_000);
  expect(requestedAt.length).toBeLessThan(8);
});

test("a list that was requested earlier does not count as a later one", async () => {
  takesMs = 3_000;
  const [first, second] = await Promise.all([rolls.newest(), clock.sleep(1_000).then(() => since(1_000))]);
  expect(second).not.toBe(first);
  expect(requestedAt).toEqual([0, 1_000]);
});

test("a list that fails rejects for all callers that share it, and is not reused", async () => {
  fails = true;
  const outcomes = await Promise.allSettled([rolls.newest(), rolls.newest(), since(0)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  fails = false;
  expect(rolls.recent).toEqual([]);
  await rolls.newest();
  expect(rolls.recent).toHaveLength(1);
});

test("a caller that is interrupted returns at once, and the others get the list", async () => {
  const abort = new AbortController();
  const leaves = since(5_000, abort.signal);
  const stays = since(5_000);
  void clock.sleep(1_000).then(() => abort.abort(new Error("Ctrl-C")));
  await expect(leaves).rejects.toThrow("Ctrl-C");
  expect(clock.elapsed()).toBe(1_000);
  expect((await stays).ids.has("a")).toBe(true);
});

test("is forgotten when images have come since, also one that is on its way", async () => {
  await rolls.newest();
  const onItsWay = since(200);
  await clock.sleep(150);
  rolls.forget();
  expect(rolls.recent).toEqual([]);
  await onItsWay;
  expect(rolls.recent).toEqual([]);
});

test("where this machine's clock is set back, nobody waits for ever", async () => {
  let backMs = 0;
  const shifted = { ...clock, now: () => clock.now() - backMs };
  const list = async () => new Set<string>();
  const set = new Listings(list, shifted);
  const got = set.since(shifted.now() + 5_000);
  void clock.sleep(1_000).then(() => {
    backMs = 3_600_000;
  });
  await got;
  expect(clock.elapsed()).toBeLessThan(60_000);
});
