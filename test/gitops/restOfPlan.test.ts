import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { logOf, said, step, urnOf } from "./fakeEngine";
import { repository } from "./files";

type Steps = Record<string, string[]>;

const planOf = (steps: Steps, goal: string) => ({
  config: { goal },
  resourcePlans: Object.fromEntries(
    Object.entries(steps).map(([name, these]) => [urnOf(name), { goal: `${goal} ${name}`, steps: these }]),
  ),
});

/** What deploy.sh goes on with: the steps of each resource, or what it says against it. The real engine: test/e2e/gitops.test.ts. */
function rest(approved: Steps, now: Steps, unfinished: string[] = []): Steps | string {
  return inFolder((folder, run) => {
    const put = (file: string, content: string) => writeFileSync(path.join(folder, file), content);
    put("plan.json", JSON.stringify(planOf(approved, "approved")));
    put("now.json", JSON.stringify(planOf(now, "now")));
    const failed = { old: { initErrors: ["not finished after 60 min"] }, new: {} };
    put("events", lines(logOf(...unfinished.flatMap((name) => step("update", name, failed)))));
    const { status, stdout } = run("plan.json", "now.json", "events", "rest.json");
    const written = path.join(folder, "rest.json");
    expect(existsSync(written)).toBe(status === 0);
    if (status !== 0) return stdout;
    const { config, resourcePlans } = JSON.parse(readFileSync(written, "utf8"));
    expect(config).toEqual({ goal: "approved" });
    return Object.fromEntries(
      // biome-ignore lint/suspicious/noExplicitAny: of a plan, whose format is the engine's
      Object.entries<any>(resourcePlans).map(([urn, { goal, steps }]) => {
        const name = urn.split("::").at(-1) ?? "";
        expect(goal).toBe(`approved ${name}`); // the engine holds the program to it
        return [name, steps];
      }),
    );
  });
}

function inFolder<Result>(
  work: (folder: string, run: (...args: string[]) => SpawnSyncReturns<string>) => Result,
): Result {
  const folder = mkdtempSync(path.join(tmpdir(), "rest-"));
  try {
    const program = path.join(repository, "deploy/rest.mjs");
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: "utf8" });
    return work(folder, run);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const lines = (events: readonly (object | string)[]) =>
  events.map((event) => `${JSON.stringify(event)}\n`).join("");
const replace = ["create-replacement", "replace", "delete-replaced"];

test.each<[string, Steps, Steps, string[]]>([
  [
    "an image that the plan creates and an earlier run has begun",
    { a: ["create"] },
    { a: ["update"] },
    ["a"],
  ],
  ["one that it replaces", { a: replace }, { a: ["update", "delete-replaced"] }, ["a"]],
  ["the delete of one whose replacement is there", { a: replace }, { a: ["same", "delete-replaced"] }, []],
  [
    "images of which one is there, one begun, and one not",
    { a: ["create"], b: ["create"], c: ["create"], d: ["delete"] },
    { a: ["same"], b: ["update"], c: ["create"], d: ["delete"] },
    ["b"],
  ],
  ["nothing: all is done", { a: ["create"], b: replace }, { a: ["same"], b: ["same"] }, []],
])("what is left of a plan is gone on with: %s", (_, approved, now, unfinished) => {
  expect(rest(approved, now, unfinished)).toEqual(now);
});

test("what was deleted already is no longer in the plan", () => {
  expect(rest({ a: ["create"], b: ["delete"] }, { a: ["same"] })).toEqual({ a: ["same"] });
});

test.each<[string, Steps, Steps, string[], string]>([
  [
    "an update of an image that is finished",
    { a: ["create"] },
    { a: ["update"] },
    [],
    "update; approved: create",
  ],
  [
    "an unfinished image that the plan does not touch",
    { a: ["same"] },
    { a: ["update"] },
    ["a"],
    "update; approved: same",
  ],
  ["one that it does not know", {}, { a: ["update"] }, ["a"], "update; approved: nothing"],
  [
    "a replacement where it creates",
    { a: ["create"] },
    { a: replace },
    ["a"],
    "create-replacement, replace, delete-replaced; approved: create",
  ],
  [
    "a delete",
    { a: ["create"], b: ["same"] },
    { a: ["update"], b: ["delete"] },
    ["a"],
    "delete; approved: same",
  ],
  [
    "a new image in place of one to be deleted",
    { a: ["delete"] },
    { a: ["create"] },
    [],
    "create; approved: delete",
  ],
  [
    "the same steps, which the engine has refused",
    { a: ["create"] },
    { a: ["create"] },
    [],
    "not what they lead to",
  ],
])("more than what is left is not done without a new approval: %s", (_, approved, now, unfinished, why) => {
  expect(rest(approved, now, unfinished)).toContain(why);
});

test("an operation that has failed in this very run ends the job, though the engine then misses the steps that follow it", () => {
  const status = inFolder((folder, run) => {
    const missed = said("error", "expected resource operations for urn:… but none were seen");
    writeFileSync(path.join(folder, "events"), lines(logOf({ resOpFailedEvent: { metadata: {} } }, missed)));
    return run("wanted", "events").status;
  });
  expect(status).toBe(1);
});

test.each([
  ["update is not allowed by the plan: this resource is constrained to create", 0],
  ["resource urn:… violates plan: properties changed", 0],
  ["expected resource operations for urn:… but none were seen", 0],
  ["image 1: not finished after 60 min", 1],
])(
  "only the engine's refusal to follow the plan is a reason to look for the rest of it: %s",
  (message, code) => {
    const status = inFolder((folder, run) => {
      writeFileSync(path.join(folder, "events"), lines(logOf(said("error", message))));
      return run("wanted", "events").status;
    });
    expect(status).toBe(code);
  },
);

test("an engine that does not begin, as with a locked stack, has no event log: nothing is gone on with, and no stack trace hides its words", () => {
  inFolder((_, run) => expect(run("wanted", "events")).toMatchObject({ status: 1, stdout: "", stderr: "" }));
  const advice = spawnSync(process.execPath, [path.join(repository, "deploy/advice.mjs"), "/no/events"], {
    encoding: "utf8",
  });
  expect(advice).toMatchObject({ status: 0, stdout: "", stderr: "" });
});
