import { existsSync } from "node:fs";
import path from "node:path";
import { documentOf, repository, scriptsIn, textOf, type Yaml } from "./files";
import { expectShape } from "./shape";

const file = ".github/workflows/images.yml";
const workflow = documentOf(file);
const jobs = Object.entries<Yaml>(workflow.jobs);

/** From GitHub's "Workflow syntax for GitHub Actions". */
const shapes = {
  workflow: { required: "on jobs", optional: "name run-name permissions env defaults concurrency" },
  job: {
    required: "runs-on steps",
    optional: `name if needs permissions env environment concurrency outputs defaults timeout-minutes strategy
      continue-on-error container services`,
  },
  action: { required: "uses", optional: "name id if with env continue-on-error timeout-minutes" },
  command: {
    required: "run",
    optional: "name id if env shell working-directory continue-on-error timeout-minutes",
  },
};

test("the workflow, its jobs and their steps have the fields of GitHub's reference", () => {
  expectShape(workflow, shapes.workflow, file);
  for (const [name, job] of jobs) {
    expectShape(job, shapes.job, name);
    for (const step of job.steps) expectShape(step, "uses" in step ? shapes.action : shapes.command, name);
  }
});

test("it runs for pull requests, for merges and on a schedule, and never with more rights than a step needs", () => {
  expect(Object.keys(workflow.on)).toEqual(["pull_request", "push", "schedule"]);
  for (const { cron } of workflow.on.schedule) expect(cron.split(" ")).toHaveLength(5);
  expect(workflow.permissions).toEqual({ contents: "read" });
  const writing = jobs.filter(([, { permissions = {} }]) => Object.values(permissions).includes("write"));
  expect(writing.map(([name]) => name)).toEqual(["preview"]); // its comment
});

test("every job ends by itself, and needs only jobs that there are", () => {
  for (const [name, job] of jobs) {
    expect([name, typeof job["timeout-minutes"]]).toEqual([name, "number"]);
    for (const needed of [job.needs ?? []].flat()) expect(jobs.map(([other]) => other)).toContain(needed);
  }
});

test("every script that it calls is there, and every action is one of a fixed version", () => {
  const commands: string[] = jobs.flatMap(([, { steps }]) => steps.map(({ run = "" }: Yaml) => run));
  const scripts = commands.flatMap(scriptsIn);
  expect(scripts).toEqual(["preview.sh", "deploy.sh", "drift.sh"]);
  for (const script of scripts)
    expect([script, existsSync(path.join(repository, script))]).toEqual([script, true]);
  for (const [, use] of textOf(file).matchAll(/uses: (\S+)/g)) expect(use).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
});

test("only the job that deploys has the key that may change, and a person agrees to it", () => {
  const keys = jobs.map(([name, { env }]) => [name, /secrets\.(\w+)/.exec(env.OS_SECRET_KEY)?.[1]]);
  expect(Object.fromEntries(keys)).toEqual({
    preview: "READER_SECRET_KEY",
    deploy: "SECRET_KEY",
    drift: "READER_SECRET_KEY",
  });
  expect(workflow.jobs.deploy).toMatchObject({ environment: "production", needs: "preview" });
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
