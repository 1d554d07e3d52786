import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

test.each([
  ["nothing", [], ["unit", "e2e", "languages"]],
  ["a test's name that is a folder's, too", ["-t", "docs"], ["unit", "e2e", "languages"]],
  ["a pattern that is no path", ["--testPathPatterns", "e2e/signIn"], ["unit", "e2e", "languages"]],
  ["a unit test", ["test/http/call.test.ts"], ["unit"]],
  ["an end-to-end test", ["--verbose", "test/e2e/signIn.test.ts"], ["e2e"]],
  ["one in another language", ["test/e2e/languages"], ["languages"]],
  ["one of each", ["test/http", "test/e2e"], ["unit", "e2e", "languages"]],
  ["the folder of all", ["test"], ["unit", "e2e", "languages"]],
])("npm test runs the projects of what is named: %s", (_, args, projects) => {
  expect(projectsOf(args)).toEqual(projects);
});

/** The projects that `npm test -- <args>` runs. */
function projectsOf(args: readonly string[]): string[] {
  const script = `import { namedProjects } from ${JSON.stringify(resolve(__dirname, "../../tools/test/named.mjs"))};
    console.log(JSON.stringify(namedProjects(process.argv.slice(1))));`;
  const command = ["--input-type=module", "--eval", script, "--", ...args];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" }));
}
