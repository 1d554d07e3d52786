import { commandHelp, doctorHelp, importHelp, orphansHelp, sourcesHelp } from "../../provider/cli/help";
import { initHelp } from "../../provider/cli/init/initHelp";
import { wrapped } from "../../provider/cli/terminal/wrapped";

test("a long line goes on at a blank, under the beginning of its last column", () => {
  const text =
    "  failed  stack configuration  there is no stack of this name, and nothing else can be checked\nshort\n";
  expect(wrapped(text, 70)).toBe(
    "  failed  stack configuration  there is no stack of this name, and\n                               nothing else can be checked\nshort\n",
  );
});

test("a column that begins in the right half leaves too little room: the line goes on under an earlier one", () => {
  expect(wrapped("  volumes  a name that is long enough for it  then a reason in many words", 40)).toBe(
    "  volumes  a name that is long enough\n           for it  then a reason in many\n           words",
  );
});

test("commands in back quotes, ids and paths stay in one piece", () => {
  const id = "16369c5d-384d-4e64-b37a-56d898769362";
  expect(
    wrapped(`What to do: run \`pulumi refresh --clear-pending-creates --yes\`, for ${id} is there`, 50),
  ).toBe(`What to do: run\n\`pulumi refresh --clear-pending-creates --yes\`,\nfor ${id} is there`);
  expect(wrapped(`an id ${id}`, 20)).toBe(`an id\n${id}`);
});

test.each([undefined, 200])("nothing changes on %s columns", (columns) => {
  const text = "  a  line that has  some columns   and double  blanks\n\n";
  expect(wrapped(text, columns)).toBe(text);
});

const helps = { commandHelp, doctorHelp, importHelp, initHelp, orphansHelp, sourcesHelp };

test.each(Object.entries(helps))("%s is set for a terminal of 80 columns", (_, text) => {
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
