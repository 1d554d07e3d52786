import fc from "fast-check";
import { plainRecord, toPlain } from "../../provider/pulumi/plainJson";

/** The converter of Pulumi's runtime, which fails the whole call for anything that is not plain JSON. */
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js") as {
  Struct: { fromJavaScript(value: unknown): { toJavaScript(): unknown } };
};

describe("an answer to the engine", () => {
  it("keeps plain JSON as it is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        expect(plainRecord(record)).toEqual(JSON.parse(JSON.stringify(record))); // which has no -0
      }),
    );
  });

  it("is taken by the engine, whatever it was made from", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    const unusual = fc.oneof(
      anything,
      fc.constantFrom(undefined, () => {}, Symbol("x"), new Date(Number.NaN), Buffer.from("x"), Number.NaN),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), unusual), (record) => {
        const plain = plainRecord(record);
        expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
        Struct.fromJavaScript(plain);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["a date becomes its text", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["no date becomes null", new Date(Number.NaN), null],
    ["no number becomes null", Number.NaN, null],
    ["a large whole number becomes its text", 2n ** 70n, "1180591620717411303424"],
    ["undefined within a list becomes null", [undefined, 1], [null, 1]],
    ["undefined within a record is left out", { a: undefined, b: { c: undefined } }, { b: {} }],
    ["a function is left out", { f: () => {} }, {}],
    ["half of an emoji becomes the character for one", { "a\ud83d": "\ude00b" }, { "a\ufffd": "\ufffdb" }],
  ])("%s", (_, value, plain) => {
    expect(toPlain(value)).toEqual(plain);
  });

  it("keeps a tag of any name", () => {
    const tags = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, unknown>;
    expect(JSON.stringify(plainRecord({ tags }))).toBe('{"tags":{"__proto__":"x","constructor":"y"}}');
  });
});
