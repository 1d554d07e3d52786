// One Pulumi stack, with all its files in a temporary folder.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../folders.mjs";
import { Problem, say } from "../say.mjs";

const name = "local";

/**
 * `project` is a copy of a project, to be changed; by default it is the one at the root, which stays clean. `path` are folders
 * before the engine's on PATH, `generators` others that come first while code is generated, `variables` what its programs need.
 * `settings` of the result are the environment variables with which Pulumi uses this stack; users can export them too.
 */
export function createStack({ folder, engine, cloudsYaml, config, project, ...more }) {
  for (const part of ["home", "backend"]) mkdirSync(path.join(folder, part));
  const { path: before = [], generators = [], variables = {} } = more;
  const PATH = [...before, engine.path, path.dirname(process.execPath), process.env.PATH];
  const settings = {
    PATH: PATH.join(path.delimiter),
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    OS_CLIENT_CONFIG_FILE: cloudsYaml,
    OS_CLOUD: "otc",
  };
  const env = { ...withoutClouds(process.env), ...settings, ...variables, PULUMI_DEBUG_COMMANDS: "true" }; // enables --event-log
  // `stack init` and `config set` write Pulumi.<stack>.yaml next to Pulumi.yaml. They get a copy, so that the checkout stays clean.
  if (project === undefined) copyFileSync(path.join(root, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  const home = project ?? folder;
  const quietly = (...args) =>
    execFileSync("pulumi", args, { cwd: home, env, encoding: "utf8", stdio: "pipe" });
  const configure = (values) => {
    const pairs = Object.entries(values).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    quietly("config", "set-all", "--stack", name, ...pairs);
  };
  quietly("stack", "init", name);
  configure(config);
  const configFile = ["--config-file", path.join(folder, `Pulumi.${name}.yaml`)];
  const stackArguments = ["--stack", name, ...(project === undefined ? configFile : [])];
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  let runs = 0;
  let interrupted = false;

  async function visibly(environment, args) {
    const events = path.join(folder, `events-${++runs}.json`);
    say(`$ pulumi ${args.map((word) => (/[?&]/.test(word) ? `'${word}'` : word)).join(" ")}`);
    const all = ["-C", project ?? root, ...args, ...stackArguments, "--event-log", events];
    // stdin as well: Pulumi shows progress in place only if both are terminals.
    const child = spawn("pulumi", all, {
      env: environment,
      stdio: [terminal ? "inherit" : "ignore", "inherit", "inherit"],
    });
    const pass = (signal) => {
      // A Ctrl-C in a terminal reaches Pulumi too. Passed on again, it would count as the second one, and kill.
      if (!(terminal && signal === "SIGINT")) child.kill("SIGINT");
      interrupted = true;
    };
    process.on("SIGINT", pass).on("SIGTERM", pass);
    const [code, signal] = await once(child, "exit");
    process.off("SIGINT", pass).off("SIGTERM", pass);
    if (signal || interrupted)
      throw new Problem("Interrupted; the local clouds and the stack are removed.", 130);
    return { code, changes: changesIn(events) };
  }

  return {
    settings,
    stackArguments,
    configure,
    /** Runs a command with visible output; { code, changes: the engine's counts by operation }. */
    run: (...args) => visibly(env, args),
    /** The same for a command that writes program text. */
    generate: (...args) => visibly({ ...env, PATH: [...generators, env.PATH].join(path.delimiter) }, args),
    outputs: () => JSON.parse(quietly("stack", "output", "--json", "--stack", name)),
  };
}

/** Settings of the user's own clouds must not reach a run against the local ones. */
function withoutClouds(env) {
  return Object.fromEntries(Object.entries(env).filter(([key]) => !/^(OS|HW|ZSTACK|PULUMI)_/.test(key)));
}

function changesIn(events) {
  if (!existsSync(events)) return {};
  const lines = readFileSync(events, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"));
  return lines.map((line) => JSON.parse(line).summaryEvent).findLast(Boolean)?.resourceChanges ?? {};
}
