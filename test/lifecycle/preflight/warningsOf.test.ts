import { warningsOf } from "../../../provider/lifecycle/preflight/preflight";
import { note, wrong } from "../../../provider/resources/preflight/finding";

const hint = "delete some";

test("a warning says what to do; what several share is said once, below the last", () => {
  expect(warningsOf([wrong("a"), { ...note("b"), hint }, wrong("c"), { ...wrong("d"), hint }])).toEqual([
    "a",
    "b",
    "c\nWhat to do: correct the argument, or what it names",
    `d\nWhat to do: ${hint}`,
  ]);
});

test("a note that nobody need act on gives no advice", () => {
  expect(warningsOf([note("the create waits")])).toEqual(["the create waits"]);
});
