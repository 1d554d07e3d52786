import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

test.each([
  [[], { keep: false }],
  [["--keep"], { keep: true }],
  [["--language", "yaml"], { keep: false, language: "yaml" }],
  [["--language", "python"], { keep: false, language: "python" }],
])("npm start takes %j", (given, taken) => {
  expect(argumentsOf(given)).toEqual(taken);
});

test.each([
  [["--language"]],
  [["--language", "cobol"]],
  [["--language", "yaml", "--keep"]],
  [["--keep", "--language", "yaml"]],
  [["--keeep"]],
])("npm start refuses %j, and says what it knows", (given) => {
  expect(argumentsOf(given)).toBe(
    `npm start knows --keep, or --language with yaml or python, not ${given.join(" ")}.`,
  );
});

/** What the arguments mean, or the words that refuse them. */
function argumentsOf(given: readonly string[]): unknown {
  const script = `import { startArguments } from ${JSON.stringify(resolve(__dirname, "../../tools/start/arguments.mjs"))};
    const taken = () => { try { return startArguments(process.argv.slice(1)); } catch (refused) { return refused.message; } };
    console.log(JSON.stringify(taken()));`;
  const args = ["--input-type=module", "--eval", script, "--", ...given];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}
