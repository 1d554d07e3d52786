import fc from "fast-check";
import { UNKNOWN } from "../../../provider/lifecycle/state/unknowns";
import { outputStruct } from "../../../provider/pulumi/native/wire/outputStruct";
import { received, secretNames } from "../../../provider/pulumi/native/wire/received";
import { unknownValues } from "../../../provider/pulumi/native/wire/signatures";
import { toStruct } from "../../../provider/pulumi/native/wire/toStruct";
import { type Props, propsOf, secret, struct } from "./harness/requests";

const there = (props: Props) => received(struct(props));
const andBack = (props: Props) => {
  const { values, secrets } = there(props);
  return propsOf(toStruct(values, secrets));
};

test("no message is the same as an empty one", () => {
  expect(received(undefined)).toEqual({ values: {}, secrets: [] });
  expect(there({})).toEqual({ values: {}, secrets: [] });
});

test("plain values and secrets go there and back, each secret at its place", () => {
  const props = {
    name: secret("web"),
    tags: { team: "blue", key: secret("k"), deep: { er: secret({ a: 1 }) } },
    triggers: [1, "two", { three: null }],
    minDiskGiB: 40,
    force: false,
  };
  expect(there(props)).toEqual({
    values: {
      ...props,
      name: "web",
      tags: { team: "blue", key: "k", deep: { er: { a: 1 } } },
    },
    secrets: [["name"], ["tags", "deep", "er"], ["tags", "key"]], // a message keeps no order of its own: by name
  });
  expect(andBack(props)).toEqual(props);
});

test("a list with a secret in it comes back secret as a whole, for its items may change places", () => {
  const { values, secrets } = there({ triggers: ["a", { in: [secret("b")] }], tags: { list: [secret(1)] } });
  expect(secrets).toEqual([["tags", "list"], ["triggers"]]);
  expect(values).toEqual({ triggers: ["a", { in: ["b"] }], tags: { list: [1] } });
  expect(propsOf(toStruct({ triggers: ["b", "c"] }, secrets))).toEqual({ triggers: secret(["b", "c"]) });
});

test("a secret in a secret is one secret", () => {
  expect(andBack({ tags: secret({ key: secret("k") }) })).toEqual({ tags: secret({ key: "k" }) });
});

test.each([...unknownValues])("the unknown value %s becomes the one that the lifecycle knows", (unknown) => {
  const { values, secrets } = there({ name: unknown, tags: { key: secret(unknown) }, triggers: [unknown] });
  expect(values).toEqual({ name: UNKNOWN, tags: { key: UNKNOWN }, triggers: [UNKNOWN] });
  expect(secrets).toEqual([["tags", "key"]]);
});

test("where the place of a secret is gone, what is left of it is secret as a whole", () => {
  const { secrets } = there({ source: { bucket: "b", object: secret("o") }, name: secret("web") });
  expect(propsOf(toStruct({ source: "b:o" }, secrets))).toEqual({ source: secret("b:o") });
  expect(propsOf(toStruct({ source: { bucket: "b" } }, secrets))).toEqual({
    source: secret({ bucket: "b" }),
  });
});

test("the names of secret arguments are those that are secret or have a secret in them, once each", () => {
  const first = there({ name: secret("a"), tags: { x: secret("b"), y: secret("c") } });
  expect(secretNames(first, there({ tags: secret({}), description: secret("d") }))).toEqual([
    "name",
    "tags",
    "description",
  ]);
});

test("outputs that show a secret argument are secret, and so is our record of the arguments", () => {
  const outputs = {
    name: "web",
    dataOrigin: "volume,v",
    __args: { volumeId: "v" },
    __facts: { volumeId: "v" },
    claim: "c",
  };
  const revealing = { revealingOutputs: { volumeId: ["dataOrigin"] } };
  const records = { __args: secret(outputs.__args), __facts: secret(outputs.__facts) };
  expect(propsOf(outputStruct(revealing, outputs, []))).toEqual({ ...outputs, ...records });
  expect(propsOf(outputStruct(revealing, outputs, ["volumeId"]))).toEqual({
    ...outputs,
    ...records,
    dataOrigin: secret("volume,v"),
  });
});

/** Any arguments, with secrets anywhere among them. */
const { props } = fc.letrec<{ value: unknown; props: Props }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    tie("props"),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("value").map(secret),
  ),
  props: fc.dictionary(
    fc.string().filter((key) => key !== "__proto__"),
    tie("value"),
    { maxKeys: 4 },
  ),
}));

test("whatever the arguments are: their values come back, what was secret is secret, and nothing is twice", () => {
  fc.assert(
    fc.property(props, (given) => {
      const back = andBack(given);
      expect(received(struct(back)).values).toEqual(there(given).values);
      expect(andBack(back)).toEqual(back);
      for (const text of secretTexts(given)) expect(openTexts(back)).not.toContain(text);
    }),
  );
});

/** Strings below a secret that are nowhere else in the open. */
function secretTexts(given: unknown): string[] {
  const open = new Set(openTexts(given));
  return textsIn(given).filter((text) => !open.has(text));
}

function openTexts(value: unknown): string[] {
  return textsIn(value, (record) => Object.hasOwn(record, "value") && isSecret(record));
}

function isSecret(record: object): boolean {
  return Object.entries(secret(0)).every(([key, mark]) => key === "value" || (record as Props)[key] === mark);
}

function textsIn(value: unknown, isClosed: (record: object) => boolean = () => false): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || isClosed(value)) return [];
  return Object.values(value).flatMap((one) => textsIn(one, isClosed));
}
