import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../folders.mjs";
import { Problem } from "../../say.mjs";
import { watchProcesses } from "./watchProcesses.mjs";

const flags = {
  preview: ["preview"],
  up: ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/** A stack whose state can be filled with any number of resources, copies of one that the engine has made. */
export async function openManyStack(engine, subject) {
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-cloud-images-many-"));
  for (const part of ["home", "backend"]) mkdirSync(path.join(folder, part));
  const write = (file, text) => writeFileSync(path.join(folder, file), text, { mode: 0o600 });
  write("index.js", subject.program);
  write(
    "Pulumi.yaml",
    JSON.stringify({ name: "many", runtime: { name: "nodejs", options: { typescript: false } } }),
  );
  write("package.json", JSON.stringify({ name: "many", private: true, main: "index.js" }));
  write("clouds.yaml", JSON.stringify({ clouds: subject.clouds }));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const env = {
    PATH: [engine.path, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    HOME: folder,
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    OS_CLIENT_CONFIG_FILE: path.join(folder, "clouds.yaml"),
    OS_CLOUD: "otc",
    ...subject.variables,
  };
  let many = 1;
  const pulumi = (args, input, count = "1") =>
    execFileSync("pulumi", args, {
      cwd: folder,
      env: { ...env, MANY: String(count) },
      input,
      encoding: "utf8",
      maxBuffer: 1e9,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
  pulumi(["stack", "init", "bench"]);
  await run("up");
  const made = JSON.parse(pulumi(["stack", "export", "--show-secrets"]));
  const [first] = made.deployment.resources.filter(
    ({ custom, id }) => custom && id && !id.includes("default"),
  );
  const isProvider = ({ type }) => type.startsWith("pulumi:providers:");
  const model = made.deployment.resources.find((one) => one.custom && !isProvider(one)) ?? first;
  return {
    /** What an image, or what stands for it, has in the state. */
    outputs: model.outputs,
    fill,
    run,
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };

  function fill(count) {
    many = count;
    const others = made.deployment.resources.filter((resource) => resource !== model);
    const resources = [...others, ...subject.copies(model, count)];
    pulumi(["stack", "import"], JSON.stringify({ ...made, deployment: { ...made.deployment, resources } }));
  }

  /** What the command and all that it starts have cost. */
  async function run(command) {
    subject.forget();
    const started = Date.now();
    const child = spawn("pulumi", [...flags[command], "--non-interactive"], {
      cwd: folder,
      env: { ...env, MANY: String(many) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    const watched = watchProcesses(folder);
    const [code] = await once(child, "exit");
    const wall = (Date.now() - started) / 1000;
    const cost = watched.stop();
    if (code !== 0) throw new Problem(`pulumi ${command} ended with ${code}:\n${output.slice(-3000)}`);
    return { ...cost, wall, calls: subject.calls() };
  }
}
