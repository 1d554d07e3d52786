import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { transformSync } from "@swc/core";

const root = path.resolve(__dirname, "../..");
const projectName = "e2e";

export const isFolder = (program: string) => !program.includes("\n") && existsSync(program);
const isYaml = (text: string) => /^runtime: yaml$/m.test(text);
/** A folder starts as its users start it, with type check, where the test does not say otherwise; so does a plugin. */
export const isLean = (program: string) =>
  !isFolder(program) && !isYaml(program) && !process.env.E2E_PLAIN_START;

export function writeProject(project: string, program: string): void {
  mkdirSync(project);
  if (!isFolder(program)) {
    writeProgram(project, program, isLean(program));
  } else {
    cpSync(program, project, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
    makeNodeProject(project, false);
  }
}

/** A program in YAML has no node_modules. One in TypeScript may take its place, and the other way about. */
export function writeProgram(project: string, text: string, lean: boolean): void {
  const write = (file: string, content: string) => writeFileSync(path.join(project, file), content);
  if (isYaml(text)) {
    write("Pulumi.yaml", text);
    return;
  }
  // The project's own tsc run checks it, so that the SDK need not load the compiler for it.
  if (lean) write("index.js", compile(text));
  else write("index.ts", text);
  makeNodeProject(project, lean);
}

const compile = (text: string) =>
  transformSync(text, {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
    swcrc: false,
  }).code;

function makeNodeProject(project: string, lean: boolean): void {
  const settings = path.join(project, "Pulumi.yaml");
  const lacks = (file: string) => !existsSync(path.join(project, file));
  const write = (file: string, text: string) => writeFileSync(path.join(project, file), text);
  if (lacks("package.json")) {
    const compilerOptions = { module: "nodenext", target: "es2022", strict: true, types: ["node"] };
    write("package.json", JSON.stringify({ name: projectName, private: true }));
    if (lacks("tsconfig.json")) write("tsconfig.json", JSON.stringify({ compilerOptions }));
  }
  if (lacks("Pulumi.yaml") || isYaml(readFileSync(settings, "utf8"))) {
    const runtime = lean ? { name: "nodejs", options: { typescript: false } } : "nodejs";
    write("Pulumi.yaml", JSON.stringify({ name: projectName, runtime })); // JSON is YAML
  }
  // The program resolves our package and the SDK as a user's would, without an install per test.
  if (lacks("node_modules")) symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
}
