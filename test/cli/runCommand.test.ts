import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { progressCounter, reportIfSlow } from "../../provider/cli/progress";
import { realClock } from "../../provider/http/clock";
import { openShell } from "./shell";

const packageFile = resolve(__dirname, "../../provider/package.json");

test.each([
  ["--help", "orphans"],
  ["orphans --help", "3   could not look"],
  ["doctor -h", "1   something failed"],
  ["init --help", "130 ended with Ctrl-C"],
  ["import --help", "1   no image is there to be imported"],
])("%s is on stdout, with the exit codes", async (args, text) => {
  const shell = await openShell();
  expect(await shell.run(args)).toMatchObject({ code: 0, out: expect.stringContaining(text), err: "" });
});

test("--version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(packageFile, "utf8"));
  const shell = await openShell();
  expect(await shell.run("--version")).toMatchObject({ code: 0, out: `${version}\n` });
});

test.each([
  ["", "Say what to do: init, orphans, doctor, sources, import."],
  [
    "orphan",
    'There is no "orphan". Did you mean orphans? Known: init, orphans, doctor, sources, import, --help, --version.',
  ],
  ["docter", 'There is no "docter". Did you mean doctor?'],
  ["-help", 'There is no "-help". Did you mean --help?'],
  ["toString", 'There is no "toString".'],
  [
    "orphans --stat x",
    "Unknown option '--stat'. Did you mean --state? It knows --state, --stack, --cloud, --owner, --config-file, --json, --help.",
  ],
  ["doctor --config_file=x", "Unknown option '--config_file'. Did you mean --config-file?"],
  ["orphans --jsno", "Did you mean --json?"],
  ["orphans -s x", "Unknown option '-s'. It knows"],
  ["orphans state.json", "Unexpected argument 'state.json'"],
  ["orphans --cloud=", "--cloud is empty"],
  ["doctor --cloud", "argument missing"],
  [
    "doctor --owner x",
    "It knows --cloud, --stack, --config-file, --json, --help. --owner is an option of orphans.\n",
  ],
  ["orphans --bucket x", "--help. --bucket is an option of sources.\n"],
  ["sources --dry-run", "--help. --dry-run is an option of init.\n"],
  ["init --take-over", "init: there is no option --take-over. --take-over is an option of import.\n"],
  ["doctor --toString", "It knows --cloud, --stack, --config-file, --json, --help.\n"],
])("wrong usage %p is exit code 2, with what is known", async (args, text) => {
  const shell = await openShell();
  expect(await shell.run(args)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(text) });
  expect(shell.cloud.requests()).toEqual([]);
  expect(shell.pulumiCalls).toEqual([]);
});

test("slow steps are reported on stderr, quick ones are not", async () => {
  jest.useFakeTimers();
  const messages: string[] = [];
  const around = { say: (text: string) => void messages.push(text) };
  await reportIfSlow(around, "quick", Promise.resolve());
  const slow = reportIfSlow(around, "lists", new Promise((done) => setTimeout(done, 3000)));
  await jest.advanceTimersByTimeAsync(5000);
  await slow;
  jest.useRealTimers();
  expect(messages).toEqual(["lists …\n"]);
});

test("for many quick steps the number done is reported from time to time", () => {
  const messages: string[] = [];
  let now = 0;
  const clock = { ...realClock, now: () => now };
  const howFar = progressCounter({ say: (text) => void messages.push(text), clock }, "images read", 9);
  for (let done = 0; done < 9; done++, now += 700) howFar(done);
  expect(messages).toEqual(["3 of 9 images read …\n", "6 of 9 images read …\n"]);
});
