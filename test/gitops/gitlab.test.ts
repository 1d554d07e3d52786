import { existsSync } from "node:fs";
import path from "node:path";
import { documentOf, repository, scriptsIn, type Yaml } from "./files";
import { expectShape } from "./shape";

const { stages, default: defaults, variables, ...rest } = documentOf(".gitlab-ci.yml");
const jobs = Object.entries<Yaml>(rest);

/** From GitLab's "CI/CD YAML syntax reference". */
const shapes = {
  defaults: { optional: "image before_script after_script artifacts cache interruptible retry timeout" },
  job: {
    required: "stage script rules",
    optional: `before_script after_script artifacts cache needs dependencies image variables environment
      resource_group timeout interruptible retry tags allow_failure`,
  },
  rule: { optional: "if when changes exists allow_failure variables needs" },
  artifacts: { optional: "paths exclude expire_in expose_as name reports when access" },
  environment: { required: "name", optional: "url action deployment_tier on_stop" },
};

test("the pipeline and its jobs have the fields of GitLab's reference", () => {
  expectShape(defaults, shapes.defaults, "default");
  for (const [name, job] of jobs) {
    expectShape(job, shapes.job, name);
    for (const rule of job.rules) expectShape(rule, shapes.rule, `${name}.rules`);
    if (job.artifacts) expectShape(job.artifacts, shapes.artifacts, `${name}.artifacts`);
    if (job.environment) expectShape(job.environment, shapes.environment, `${name}.environment`);
  }
  for (const value of Object.values(variables)) expect(typeof value).toBe("string");
});

test("every job has a stage that there is, and needs only jobs that there are", () => {
  for (const [, job] of jobs) {
    expect(stages).toContain(job.stage);
    for (const needed of job.needs ?? []) expect(jobs.map(([name]) => name)).toContain(needed);
  }
});

test("every script that it calls is there", () => {
  const scripts = jobs.flatMap(([, { script }]): string[] => script.flatMap(scriptsIn));
  expect(scripts).toEqual(["preview.sh", "deploy.sh", "drift.sh"]);
  for (const script of scripts)
    expect([script, existsSync(path.join(repository, script))]).toEqual([script, true]);
});

test("a person starts the deployment, one runs at a time, and its plan is that of the preview before", () => {
  const { preview, deploy } = rest;
  expect(deploy.rules).toEqual([expect.objectContaining({ when: "manual" })]);
  expect(deploy).toMatchObject({ resource_group: "production", environment: { name: "production" } });
  expect(deploy.needs).toEqual(["preview"]);
  expect(preview.artifacts.paths).toContain("plan.json");
  expect(preview.rules).toContainEqual({ if: deploy.rules[0].if });
});

test("the summary is kept when the preview fails, for then it is needed most", () => {
  expect(rest.preview.artifacts).toMatchObject({
    when: "always",
    paths: expect.arrayContaining(["summary.md"]),
  });
});
