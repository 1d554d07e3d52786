import { remembered } from "../../provider/http/remembered";

describe("what was worked out of texts", () => {
  let worked: string[];
  let read: (text: string, file: string) => { readonly text: string };
  beforeEach(() => {
    worked = [];
    read = remembered((text: string, file: string) => {
      worked.push(`${file}: ${text}`);
      if (text === "wrong") throw new Error(`${file} is wrong`);
      return { text };
    });
  });

  it("is not worked out again while the texts are the same", () => {
    expect(read("a", "one")).toBe(read("a", "one"));
    expect(worked).toEqual(["one: a"]);
  });

  it("is worked out again when a text has changed, and where another file has it", () => {
    expect([read("a", "one"), read("b", "one"), read("a", "two")]).toEqual([
      { text: "a" },
      { text: "b" },
      { text: "a" },
    ]);
    expect(worked).toEqual(["one: a", "one: b", "two: a"]);
    read("a,b", "c");
    read("a", "b,c");
    expect(worked.slice(3)).toEqual(["c: a,b", "b,c: a"]);
  });

  it("is an error again where it was one", () => {
    expect(() => read("wrong", "one")).toThrow("one is wrong");
    expect(() => read("wrong", "one")).toThrow("one is wrong");
    expect(worked).toHaveLength(2);
  });

  it("does not grow with all that was ever read", () => {
    for (let nth = 0; nth < 100; nth += 1) read(`${nth}`, "one");
    read("99", "one");
    read("0", "one");
    expect(worked).toHaveLength(101);
  });
});
