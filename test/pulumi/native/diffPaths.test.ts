import { detailedDiff } from "../../../provider/pulumi/native/handlers/detailedDiff";
import { received, wholeSecrets } from "../../../provider/pulumi/native/wire/received";
import { secret, struct } from "./harness/requests";

const paths = (before: object, after: object, secrets: string[] = [], replaces: string[] = []) =>
  [...detailedDiff({ fields: ["tags"], replaces }, { tags: before }, { tags: after }, secrets)].map(
    ([path, { kind, replaces }]) => `${path} ${kind}${replaces ? " replaces" : ""}`,
  );

test("of a record, each key that differs is told by a path that the engine reads", () => {
  const before = { team: "a", gone: "x", same: "s" };
  const after = { team: "b", "a.b": "new", 'say "hi"': "new", "": "new", same: "s" };
  expect(paths(before, after)).toEqual([
    "tags.team UPDATE",
    "tags.gone DELETE",
    'tags["a.b"] ADD',
    'tags["say \\"hi\\""] ADD',
    'tags[""] ADD',
  ]);
  expect(paths({ os: "a" }, { os: "b" }, [], ["tags"])).toEqual(["tags.os UPDATE replaces"]);
});

test("a record is told as a whole where a path cannot say its key, and a secret one keeps its keys", () => {
  expect(paths({ "c:\\": "a" }, { "c:\\": "b" })).toEqual(["tags UPDATE"]);
  expect(paths({ hunter: "a" }, { hunter: "b" }, ["tags"])).toEqual(["tags UPDATE"]);
});

test("a list is one value", () => {
  expect(paths(["a"], ["b"])).toEqual(["tags UPDATE"]);
  expect(paths(["a"], { a: "b" })).toEqual(["tags UPDATE"]);
});

test("what is secret as a whole is told from what has a secret in it", () => {
  const given = received(struct({ tags: secret({ a: "1" }), triggers: { b: secret("2") }, name: "golden" }));
  expect(wholeSecrets(given)).toEqual(["tags"]);
});
