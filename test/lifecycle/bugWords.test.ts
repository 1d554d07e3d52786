import { CloudError } from "../../provider/http/errors";
import { BugError, toCloudError } from "../../provider/lifecycle/operation/bug";

const describeBug = (thrown: unknown) => {
  const debugged: string[] = [];
  const nothing = () => {};
  const debug = (text: string) => debugged.push(text);
  const log = { status: nothing, entry: nothing, line: nothing, warn: nothing, debug };
  return { error: toCloudError(thrown, log), debugged: debugged.join("\n") };
};

test.each([
  [new TypeError("x is not a function"), /\(TypeError: x is not a function\)/],
  ["a text", /\('a text'\)/],
  [null, /\(null\)/],
  [undefined, /\(undefined\)/],
  [Object.create(null), /\(\[Object: null prototype\] \{\}\)/],
  [new Error("two\nlines"), /\(Error: two lines\)/],
])("%j is reported as a bug in one line, and is its cause", (thrown, words) => {
  const { error } = describeBug(thrown);
  expect(error).toBeInstanceOf(BugError);
  expect(error.message).toMatch(words);
  expect(error.message).toContain("a bug of pulumi-cloud-images");
  expect(error.message).not.toContain("\n");
  expect(error.hint).toContain("pulumi up --debug");
  expect(error.cause).toBe(thrown);
});

test("its stack, and those of its causes, go where only --debug shows them", () => {
  const deep = new Error("outer", { cause: new RangeError("inner") });
  const { error, debugged } = describeBug(deep);
  expect(debugged).toMatch(/Error: outer\n\s+at .*RangeError: inner\n\s+at /s);
  expect(error.message).not.toContain("at ");
});

test("an error for people stays as it is, and nothing is debugged", () => {
  const refused = new CloudError("no", { outcome: "rejected" });
  expect(describeBug(refused)).toEqual({ error: refused, debugged: "" });
});
