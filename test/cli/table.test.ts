import { table } from "../../provider/cli/table";

test("accents that are characters of their own take no place, and characters of East Asia two", () => {
  const cells = ["e\u0301e\u0301", "\u65e5", "ab"];
  const lines = table(
    [
      { title: "N", cells },
      { title: "S", cells: ["1", "2", "3"] },
    ],
    80,
  );
  expect(lines).toEqual(["N   S", "e\u0301e\u0301  1", "\u65e5  2", "ab  3"]);
});

test("a list of hundreds of thousands is no reason to break down", () => {
  expect(table([{ title: "N", cells: Array(300_000).fill("x") }], 80)).toHaveLength(300_001);
});
