import { existsSync } from "node:fs";
import path from "node:path";
import { documentOf, repository, scriptsIn, textOf } from "./files";
import { jobsOfGitLab } from "./services";

const file = ".gitlab-ci.yml";
const { preview, deploy, drift } = documentOf(file);

test.each([
  ["merge_request_event", ["preview on_success"]],
  ["push", ["preview on_success", "deploy manual"]],
  ["schedule", ["drift on_success"]],
  ["web", []],
])("by GitLab's own schema and rules, a pipeline of the source %s has its jobs", (source, jobs) => {
  expect(jobsOfGitLab(textOf(file), source)).toEqual(jobs);
});

test.each([
  ["resource_group:", "resource_grup:", "'resource_grup' property is not expected to be here"],
  ["stage: drift", "stage: drifts", "drifts"],
  ["needs: [preview]", "needs: [previews]", "previews"],
])("a file with another %p is one that they refuse", (right, wrong, said) => {
  expect(() => jobsOfGitLab(textOf(file).replace(right, wrong), "push")).toThrow(said);
});

test("every script that it calls is there", () => {
  const scripts = [preview, deploy, drift].flatMap(({ script }): string[] => script.flatMap(scriptsIn));
  expect(scripts).toEqual(["preview.sh", "deploy.sh", "drift.sh"]);
  for (const script of scripts)
    expect([script, existsSync(path.join(repository, script))]).toEqual([script, true]);
});

test("a person starts the deployment, one runs at a time, and its plan is that of the preview before", () => {
  expect(deploy.rules).toEqual([expect.objectContaining({ when: "manual" })]);
  expect(deploy).toMatchObject({ resource_group: "production", environment: { name: "production" } });
  expect(deploy.needs).toEqual(["preview"]);
  expect(preview.artifacts.paths).toContain("plan.json");
  expect(preview.rules).toContainEqual({ if: deploy.rules[0].if });
});

test("drift is looked for after a deployment that is under way", () => {
  expect(drift.resource_group).toBe(deploy.resource_group);
});

test("what is installed runs nothing of its own, for every variable of the project is there", () => {
  expect(documentOf(file).default.before_script).toEqual(["npm ci --ignore-scripts"]);
});

test("only the note needs a stored token, and a job without it does the same", () => {
  expect(textOf(file)).not.toMatch(/\$\{?\w*TOKEN/);
  expect(preview.after_script).toEqual(["if [ -f summary.md ]; then node comment.mjs; fi"]);
  expect(textOf("README.md")).toContain("`NOTES_TOKEN`");
});

test("the preview of a newer push ends that of the older one", () => {
  expect(preview.interruptible).toBe(true);
  expect(deploy.interruptible).toBeUndefined();
});

test("the summary is kept when the preview fails, for then it is needed most", () => {
  for (const job of [preview, drift])
    expect(job.artifacts).toMatchObject({ when: "always", paths: expect.arrayContaining(["summary.md"]) });
});
