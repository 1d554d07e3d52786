// A project with a stack in a folder of its own, and the environment in which Pulumi runs it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../folders.mjs";
import { yaml } from "./programs.mjs";

/** A language host beside the engine, as the vendor's has it, causes no warning. Our engine has that of Node.js beside it. */
export function openProject({ folder, program, engine, host }) {
  const project = path.join(folder, "web");
  const bin = path.join(folder, "bin");
  for (const part of [project, bin, path.join(folder, "backend")]) mkdirSync(part, { recursive: true });
  for (const [name, textOf] of Object.entries(program))
    writeFileSync(path.join(project, name), textOf(path.join(root, "provider/plugin")));
  symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
  if (program === yaml && host.path !== undefined)
    for (const file of [path.join(engine.path, "pulumi"), path.join(host.path, "pulumi-language-yaml")])
      copyFileSync(file, path.join(bin, path.basename(file)));
  const env = {
    PATH: [bin, engine.path, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    HOME: folder,
    TERM: "xterm-256color",
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_CI_DETECTION: "true",
    OS_CLIENT_CONFIG_FILE: path.join(folder, "clouds.yaml"),
    OS_CLOUD: "otc",
  };
  execFileSync("pulumi", ["stack", "init", "dev"], { cwd: project, env, stdio: "ignore" });
  return { cwd: project, env };
}
