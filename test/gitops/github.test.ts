import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { documentOf, repository, scriptsIn, textOf, type Yaml } from "./files";
import { errorsOfGitHub } from "./services";

const file = ".github/workflows/images.yml";
const workflow = documentOf(file);
const jobs = Object.entries<Yaml>(workflow.jobs);

test("GitHub's own schema and parser have nothing against the workflow", () => {
  expect(errorsOfGitHub(textOf(file))).toEqual([]);
});

test.each([
  ["runs-on: ubuntu-latest", "run-on: ubuntu-latest", "Unexpected value 'run-on'"],
  ["needs: preview", "needs: previews", "previews"],
  [
    "github.event_name == 'schedule'",
    "githob.event_name == 'schedule'",
    "Unrecognized named-value: 'githob'",
  ],
])("a workflow with another %p is one that they refuse", (right, wrong, said) => {
  const broken = textOf(file).replace(right, wrong);
  expect(errorsOfGitHub(broken)).toContainEqual(expect.stringContaining(said));
});

test("it runs for pull requests, for merges and on a schedule, and never with more rights than a step needs", () => {
  expect(Object.keys(workflow.on)).toEqual(["pull_request", "push", "schedule"]);
  for (const { cron } of workflow.on.schedule) expect(cron.split(" ")).toHaveLength(5);
  expect(workflow.permissions).toEqual({ contents: "read" });
  const signsIn = { contents: "read", "id-token": "write" };
  expect(jobs.map(([name, { permissions }]) => [name, permissions])).toEqual([
    ["preview", { ...signsIn, "pull-requests": "write" }], // its comment
    ["deploy", signsIn],
    ["drift", signsIn],
  ]);
});

test("every job ends by itself", () => {
  for (const [name, job] of jobs) expect([name, typeof job["timeout-minutes"]]).toEqual([name, "number"]);
});

test("every script that it calls is there, and every action is a commit, which a tag cannot change, with its version", () => {
  const commands: string[] = jobs.flatMap(([, { steps }]) => steps.map(({ run = "" }: Yaml) => run));
  const scripts = commands.flatMap(scriptsIn);
  expect(scripts).toEqual(["preview.sh", "deploy.sh", "drift.sh"]);
  for (const script of scripts)
    expect([script, existsSync(path.join(repository, script))]).toEqual([script, true]);
  const release = readFileSync(path.resolve(repository, "../../.github/workflows/release.yml"), "utf8");
  const uses = [textOf(file), release].flatMap((one) =>
    [...one.matchAll(/uses: (.+)/g)].map(([, use]) => use),
  );
  expect(uses.length).toBeGreaterThan(15);
  for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  const commits = new Map(uses.map((use = "") => [use.split("@")[0], use]));
  expect([...new Set(uses)].sort()).toEqual([...commits.values()].sort()); // one version of each
});

test("no job has a stored key for the cloud; only the one that deploys has that which changes the state, and a person agrees to it", () => {
  const secretsOf = (name: string) =>
    [...JSON.stringify(workflow.jobs[name]).matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret).sort();
  const reading = ["STATE_READER_ACCESS_KEY", "STATE_READER_SECRET_KEY"];
  const changing = ["STATE_ACCESS_KEY", "STATE_SECRET_KEY"];
  expect(secretsOf("preview")).toEqual([...reading, "PULUMI_CONFIG_PASSPHRASE"].sort());
  expect(secretsOf("deploy")).toEqual([...changing, "PULUMI_CONFIG_PASSPHRASE"].sort());
  expect(secretsOf("drift")).toEqual(secretsOf("preview"));
  expect(workflow.jobs.deploy).toMatchObject({ environment: "production", needs: "preview" });
});

test("a key is known to the one step that needs it, and to nothing that is installed", () => {
  const holders = jobs.flatMap(([, { steps, ...job }]) => [
    job,
    ...steps.filter(({ run = "" }: Yaml) => !/^sh (preview|deploy|drift)\.sh$/.test(run)),
  ]);
  expect(JSON.stringify([{ ...workflow, jobs: [] }, holders])).not.toContain("secrets.");
  const steps: Yaml[] = jobs.flatMap(([, job]) => job.steps);
  const checkouts = steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
  expect(checkouts.map((one) => one.with)).toEqual(jobs.map(() => ({ "persist-credentials": false })));
  const installs = steps.flatMap(({ run = "" }) => (run.startsWith("npm ") ? [run] : []));
  expect(installs).toEqual(jobs.map(() => "npm ci --ignore-scripts"));
});

test("drift is looked for after the deployments, and neither cancels the other", () => {
  const waits = { group: "production", queue: "max" };
  expect([workflow.jobs.deploy.concurrency, workflow.jobs.drift.concurrency]).toEqual([waits, waits]);
});

test("the preview of a newer push to a pull request ends that of the older one; those of commits of main all run", () => {
  expect(workflow.jobs.preview.concurrency).toEqual({
    group: `preview-\${{ github.event.pull_request.number || github.run_id }}`,
    "cancel-in-progress": true,
  });
});

test("a plan that main has overtaken is refused before the job gets a key", () => {
  const steps: Yaml[] = workflow.jobs.deploy.steps;
  const at = (run: string) => steps.findIndex((step) => step.run === run);
  expect(at("node deploy/newest.mjs")).toBeGreaterThan(-1);
  expect(at("node deploy/newest.mjs")).toBeLessThan(at("sh deploy.sh"));
});

test("the plan that is deployed is the one that the preview of this very run has saved", () => {
  const step = (job: string, action: string) =>
    workflow.jobs[job].steps.find(({ uses = "" }: Yaml) => uses.startsWith(action));
  expect(step("preview", "actions/upload-artifact").with).toMatchObject({ name: "plan", path: "plan.json" });
  expect(step("deploy", "actions/download-artifact").with).toEqual({ name: "plan" });
});

test("a pull request of a fork is not run with our keys", () => {
  expect(workflow.jobs.preview.if).toContain("head.repo.full_name == github.repository");
  expect(workflow.on).not.toHaveProperty("pull_request_target");
});
