// The Python SDK of the plugin: generated and installed in a folder of this run, because it is on no registry.
import path from "node:path";
import { root } from "../../folders.mjs";
import { run } from "../../run.mjs";
import { Problem } from "../../say.mjs";

/** The environment variables with which programs find it. `at` has the folders of the hosts. */
export async function generatePythonSdk({ folder, engine, at }) {
  const PATH = [at.generators, engine.path, process.env.PATH].join(path.delimiter);
  const [sdk, target] = [path.join(folder, "sdk"), path.join(folder, "python")];
  const schema = path.join(root, "provider/schema.json");
  const generate = ["package", "gen-sdk", schema, "--language", "python", "--out", sdk];
  await step("Generating the Python SDK", "pulumi", generate, { ...process.env, PATH });
  const install = ["-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index"];
  const python = path.join(at.pythonSdk, "python");
  await step("Installing it", python, [...install, "--target", target, path.join(sdk, "python")]);
  return { PYTHONPATH: target };
}

async function step(what, command, args, env = process.env) {
  const { code, output } = await run(what, command, args, { cwd: root, limitSeconds: 120, env });
  if (code !== 0) throw new Problem(`${what} has failed:\n${output}`);
}
