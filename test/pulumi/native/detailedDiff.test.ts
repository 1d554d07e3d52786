import { detailedDiff } from "../../../provider/pulumi/native/handlers/detailedDiff";

const found = (
  fields: string[],
  replaces: string[] | undefined,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
) =>
  Object.fromEntries(
    detailedDiff({ fields, ...(replaces === undefined ? {} : { replaces }) }, before, after),
  );

test("an argument is added, taken out or changed", () => {
  const before = { name: "a", description: "old" };
  expect(found(["name", "description", "tags"], undefined, before, { name: "b", tags: {} })).toEqual({
    name: { kind: "UPDATE", replaces: false, byInput: true },
    description: { kind: "DELETE", replaces: false, byInput: true },
    tags: { kind: "ADD", replaces: false, byInput: true },
  });
});

test("where the arguments are the same, the image differs: it has drifted", () => {
  const args = { tags: { a: "1", b: "2" } };
  expect(found(["tags"], undefined, args, { tags: { b: "2", a: "1" } })).toEqual({
    tags: { kind: "UPDATE", replaces: false, byInput: false },
  });
});

test("what replaces says so, also where only the image asks for it", () => {
  expect(found(["volumeId", "name"], ["volumeId"], { volumeId: "a" }, { volumeId: "b", name: "n" })).toEqual({
    volumeId: { kind: "UPDATE", replaces: true, byInput: true },
    name: { kind: "ADD", replaces: false, byInput: true },
  });
  expect(found([], ["status"], {}, {})).toEqual({
    status: { kind: "UPDATE", replaces: true, byInput: false },
  });
});

test("what only asks for an update changes no argument", () => {
  expect(found([], undefined, { name: "a" }, { name: "a" })).toEqual({});
});
