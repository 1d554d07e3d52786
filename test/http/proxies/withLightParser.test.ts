const set: string[] = [];
jest.mock("../../../provider/http/setV8Flags", () => ({ setV8Flags: (flags: string) => set.push(flags) }));

const light = "--no-wasm-tier-up --no-wasm-dynamic-tiering";
const usual = "--wasm-tier-up --wasm-dynamic-tiering";

/** As in a process that has sent nothing. */
let withLightParser: typeof import("../../../provider/http/proxies/withLightParser").withLightParser;
beforeEach(() => {
  set.length = 0;
  jest.isolateModules(() => {
    ({ withLightParser } = require("../../../provider/http/proxies/withLightParser"));
  });
});

const answered = async () => "answer";
const failed = async () => {
  throw new Error("connect ECONNREFUSED");
};

it("the flags of V8 are light while the first answer is waited for, and the usual ones after that", async () => {
  let whileWaiting: string[] = [];
  const answer = await withLightParser(async () => {
    whileWaiting = [...set];
    return answered();
  });
  expect([answer, whileWaiting, set]).toEqual(["answer", [light], [light, usual]]);
  await withLightParser(answered);
  expect(set).toEqual([light, usual]);
});

it("a cloud that does not answer leaves the flags as they were: the next request sets them again", async () => {
  await expect(withLightParser(failed)).rejects.toThrow("ECONNREFUSED");
  expect(set).toEqual([light, usual]);
  await withLightParser(answered);
  expect(set).toEqual([light, usual, light, usual]);
});

it("of several first requests one that fails changes nothing, and the first that is answered does", async () => {
  let end = (_: string) => {};
  const slow = withLightParser(() => new Promise<string>((resolve) => (end = resolve)));
  await expect(withLightParser(failed)).rejects.toThrow("ECONNREFUSED");
  expect(set).toEqual([light]);
  await withLightParser(answered);
  expect(set.at(-1)).toBe(usual);
  end("late");
  expect(await slow).toBe("late");
  expect(set.at(-1)).toBe(usual);
});
