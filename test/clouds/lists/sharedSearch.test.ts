import { MOST_TOGETHER, SharedSearch } from "../../../provider/clouds/lists/sharedSearch";
import type { CallOptions } from "../../../provider/http/call";
import { CloudError, ProtocolError, UnavailableError } from "../../../provider/http/errors";
import { Errand } from "../../../provider/http/queue/errand";

interface Sent {
  readonly marks: readonly string[];
  readonly options: CallOptions;
  answer(found: readonly string[]): Promise<void>;
  fail(error: Error): Promise<void>;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A cloud that answers when it is told to. */
function open({ takesSeveral = true } = {}) {
  const sent: Sent[] = [];
  let now = 0;
  const send = (marks: readonly string[], options: CallOptions) =>
    new Promise<readonly string[]>((resolve, reject) => {
      void options.beforeSending?.();
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
      const then = (end: () => void) => {
        end();
        return settled();
      };
      const answer = (found: readonly string[]) => then(() => resolve(found));
      sent.push({ marks, options, answer, fail: (error) => then(() => reject(error)) });
    });
  const search = new SharedSearch<string>(
    { one: (mark, options) => send([mark], options), several: takesSeveral ? send : undefined },
    () => now,
  );
  const asking = (count: number, options: (at: number) => CallOptions = () => ({})) =>
    Array.from({ length: count }, (_, at) => search.find(`m${at}`, options(at)));
  return {
    sent,
    search,
    asking,
    pass: (ms: number) => (now += ms),
    marks: () => sent.map((one) => one.marks),
  };
}

const answered = async ({ sent }: ReturnType<typeof open>, at: number) => {
  await sent[at]?.answer(sent[at]?.marks ?? []);
};

test("one alone is asked for at once, and by itself; so are three", async () => {
  const cloud = open();
  const asked = cloud.asking(3);
  expect(cloud.marks()).toEqual([["m0"], ["m1"], ["m2"]]);
  for (const at of [0, 1, 2]) await answered(cloud, at);
  expect(await Promise.all(asked)).toMatchObject([{ found: ["m0"] }, { found: ["m1"] }, { found: ["m2"] }]);
  void cloud.search.find("later", {});
  expect(cloud.marks().at(-1)).toEqual(["later"]);
});

test("those that come meanwhile share the next, as many as can be begun while it holds", async () => {
  const cloud = open();
  const asked = cloud.asking(3 + MOST_TOGETHER + 2);
  await answered(cloud, 0);
  await answered(cloud, 1);
  expect(cloud.marks().slice(3)).toEqual([Array.from({ length: MOST_TOGETHER }, (_, at) => `m${3 + at}`)]);
  await answered(cloud, 3);
  expect(cloud.marks().at(-1)).toEqual(["m11", "m12"]);
  await answered(cloud, 2);
  await answered(cloud, 4);
  await expect(Promise.all(asked)).resolves.toHaveLength(13);
});

test("the first in the order of the queue go first", async () => {
  const cloud = open();
  const errands = Array.from({ length: 14 }, () => new Errand("create"));
  cloud.asking(14, (at) => ({ errand: errands[13 - at] }));
  await answered(cloud, 0);
  expect(cloud.sent.at(-1)?.marks).toEqual(["m13", "m12", "m11", "m10", "m9", "m8", "m7", "m6"]);
  expect(cloud.sent.at(-1)?.options.errand).toMatchObject({ rank: "create", number: errands[0]?.number });
});

test("nobody joins a search that is on its way, and its time is that of its request", async () => {
  const cloud = open();
  const asked = cloud.asking(4);
  cloud.pass(5_000);
  await answered(cloud, 0);
  const late = cloud.search.find("late", {});
  expect(cloud.sent[3]?.marks).toEqual(["m3"]);
  cloud.pass(1_000);
  await answered(cloud, 3);
  expect(await asked[3]).toMatchObject({ askedAt: 5_000 });
  await cloud.sent.find(({ marks }) => marks.includes("late"))?.answer([]);
  expect((await late).askedAt).toBeGreaterThanOrEqual(5_000);
});

test("who leaves ends nobody else's wait; when all have left, the call ends", async () => {
  const cloud = open();
  const leaving = [new AbortController(), new AbortController(), new AbortController()];
  const asked = cloud.asking(6, (at) => ({ signal: leaving[at - 3]?.signal }));
  for (const one of asked) one.catch(() => {});
  leaving[0]?.abort(new Error("left in line"));
  await expect(asked[3]).rejects.toThrow("left in line");
  await answered(cloud, 0);
  expect(cloud.sent[3]?.marks).toEqual(["m4", "m5"]);
  leaving[1]?.abort(new Error("left later"));
  await expect(asked[4]).rejects.toThrow("left later");
  expect(cloud.sent[3]?.options.signal?.aborted).toBe(false);
  leaving[2]?.abort(new Error("the last one"));
  await expect(asked[5]).rejects.toThrow("the last one");
  expect(cloud.sent[3]?.options.signal?.aborted).toBe(true);
});

test("a cloud that fails fails all who have asked, and none of them hears that there is nothing", async () => {
  const cloud = open();
  const asked = cloud.asking(6);
  for (const one of asked) one.catch(() => {});
  await answered(cloud, 0);
  await cloud.sent[3]?.fail(new UnavailableError("down", { outcome: "unknown" }));
  for (const one of asked.slice(3)) await expect(one).rejects.toThrow("down");
  expect(cloud.sent).toHaveLength(4);
});

test.each([
  new ProtocolError("another's image is invalid", { outcome: "unknown" }),
  new CloudError("no such operator", { outcome: "rejected" }),
])("what may be about another's, or the way to ask, makes each ask for its own: $message", async (error) => {
  const cloud = open();
  const asked = cloud.asking(6);
  for (const one of asked) one.catch(() => {});
  await answered(cloud, 0);
  await cloud.sent[3]?.fail(error);
  expect(cloud.marks().slice(4)).toEqual([["m3"], ["m4"], ["m5"]]);
  await answered(cloud, 4);
  await cloud.sent[5]?.fail(error);
  expect(await asked[3]).toMatchObject({ found: ["m3"] });
  await expect(asked[4]).rejects.toBe(error);
});

test("each attempt may last until the last deadline, and all are told that they queue", async () => {
  const cloud = open();
  const told: number[] = [];
  cloud.asking(6, (at) => ({ deadline: at, errand: new Errand("create", () => told.push(at)) }));
  expect(told).toEqual([3, 4, 5]);
  await answered(cloud, 0);
  expect(cloud.sent[3]?.options.deadline).toBe(5);
  cloud.sent[3]?.options.errand?.tell(Promise.resolve());
  expect(told).toEqual([3, 4, 5, 3, 4, 5]);
});

test("where a cloud has no such call, each asks for its own at once", () => {
  const cloud = open({ takesSeveral: false });
  cloud.asking(20);
  expect(cloud.marks()).toHaveLength(20);
});
