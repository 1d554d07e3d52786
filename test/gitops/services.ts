import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** In a process of its own: both packages are of ECMAScript modules alone, which jest loads only behind a flag. */
function runNode(args: readonly string[], options: { cwd: string; input?: string; env?: NodeJS.ProcessEnv }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", ...args], {
    encoding: "utf8",
    ...options,
  });
  return { status, stdout, stderr };
}

/** The parser imports its schema as bundlers take it. Node wants to be told that it is JSON. */
const hooks = `
export const load = (url, context, next) =>
  next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
`;

const parse = `
import { readFileSync } from "node:fs";
import { register } from "node:module";
register("${dataUrl(hooks)}");
const { convertWorkflowTemplate, parseWorkflow } = await import("@actions/workflow-parser");
const nothing = () => undefined;
const content = readFileSync(0, "utf8");
const { context, value } = parseWorkflow({ name: "images.yml", content }, { error: nothing, info: nothing, verbose: nothing });
if (value !== undefined) await convertWorkflowTemplate(context, value);
console.log(JSON.stringify(context.errors.getErrors().map((error) => error.message)));
`;

/** What GitHub's own parser, with the schema that it brings, says against a workflow. */
export function errorsOfGitHub(workflow: string): string[] {
  const { stdout, stderr } = runNode(["--input-type=module", "--eval", parse], {
    cwd: root,
    input: workflow,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** gitlab-ci-local is built for Node 22, and this is all that it needs on Node 20. */
const forNode20 = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";

/**
 * The jobs that a pipeline of GitLab starts, and when each: `preview on_success`. gitlab-ci-local judges the file by
 * GitLab's own schema, which it brings (ci.json of gitlab.com/gitlab-org/gitlab), and its rules as GitLab does.
 */
export function jobsOfGitLab(pipeline: string, source: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "gitlab-"));
  try {
    writeFileSync(path.join(folder, ".gitlab-ci.yml"), pipeline);
    const { status, stdout, stderr } = runNode(
      [
        "--import",
        dataUrl(forNode20),
        path.join(root, "node_modules/gitlab-ci-local/dist/index.js"),
        "--list-csv",
        "--variable",
        `CI_PIPELINE_SOURCE=${source}`,
        "--ignore-predefined-vars",
        "CI_PIPELINE_SOURCE",
      ],
      { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } },
    );
    if (status !== 0) throw new Error(stderr);
    const [, ...jobs] = stdout.trim().split("\n");
    return jobs.map((line) => line.split(";")).map(([name, , when]) => `${name} ${when}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
