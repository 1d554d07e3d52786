// The Python SDK of the plugin: generated and installed in a folder of this run, because it is on no registry.
import path from "node:path";
import { root } from "../../folders.mjs";
import { run } from "../../run.mjs";
import { Problem } from "../../say.mjs";

/** The environment variables with which programs find it. `at` has the folders of the hosts. */
export async function generatePythonSdk({ folder, at }) {
  const [sdks, target] = [path.join(folder, "sdks"), path.join(folder, "python")];
  const generate = [path.join(root, "tools/sdks.mjs"), "python", "--out", sdks];
  await step("Generating the Python SDK", process.execPath, generate);
  const install = ["-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index"];
  const python = path.join(at.pythonSdk, "python");
  await step("Installing it", python, [...install, "--target", target, path.join(sdks, "python")]);
  return { PYTHONPATH: target };
}

async function step(what, command, args) {
  const { code, output } = await run(what, command, args, { cwd: root, limitSeconds: 180 });
  if (code !== 0) throw new Problem(`${what} has failed:\n${output}`);
}
