// What tests of other languages need besides the engine and Node.js: language hosts, the generators of SDKs, Python with Pulumi's
// SDK. Each comes from the nearest place that has it: beside the engine (the vendor's has all hosts), our cache, made here.
// Where one cannot be had, its tests are skipped (tools/test.mjs); nothing pretends to be one.
import { chmodSync, copyFileSync, existsSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cache } from "../folders.mjs";
import { withLock } from "../lock.mjs";
import { hashOf } from "../stamp.mjs";
import { putInPlace } from "./cached.mjs";
import { goBuild, sourcesOf } from "./goBuild.mjs";
import { ensurePython } from "./python.mjs";
import { version } from "./version.mjs";

const pythonHost = "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python";

/** What tests can ask for (test/e2e/languages/hosts.ts), in the order in which it is made; what is not tested without it. */
export const untested = {
  yaml: "Programs in YAML",
  python: "Programs in Python",
  generators: "Generated SDKs and the code of imports",
  pythonSdk: "Programs in Python",
};

/**
 * `commands` are what the engine looks for on PATH. The generators have a folder of their own, to be put on PATH only for
 * generating: they have the names of the hosts that run programs.
 */
const recipes = {
  yaml: {
    commands: ["pulumi-language-yaml"],
    sources: ["yaml/go.mod", "yaml/go.sum"],
    make: (folder, niceness) =>
      goBuild("Building the YAML language host from Go modules: once, about 1 min after the engine's", {
        module: "yaml",
        command: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
        output: path.join(folder, "pulumi-language-yaml"),
        limitSeconds: 900,
        niceness,
      }),
  },
  python: {
    commands: ["pulumi-language-python"],
    sources: ["python/go.mod", "python/go.sum"],
    async make(folder, niceness) {
      const built = await goBuild("Building the Python language host from Go modules: once", {
        module: "python",
        command: pythonHost,
        output: path.join(folder, "pulumi-language-python"),
        limitSeconds: 600,
        niceness,
      });
      if (built.reason) return built;
      // The host starts programs with this script, from its own folder.
      const script = "pulumi-language-python-exec";
      const sdk = sourcesOf("python", "github.com/pulumi/pulumi/sdk/v3");
      copyFileSync(path.join(sdk, "python/cmd", script), path.join(folder, script));
      chmodSync(path.join(folder, script), 0o755);
      return {};
    },
  },
  generators: {
    commands: ["pulumi-language-python", "pulumi-language-go", "pulumi-language-nodejs"],
    sources: ["go/go.mod", "go/go.sum", "go/generator/main.go"],
    async make(folder, niceness) {
      const built = await goBuild("Building the generators of SDKs from Go modules: once", {
        module: "go",
        command: "./generator",
        output: path.join(folder, "generator"),
        limitSeconds: 900,
        niceness,
      });
      for (const name of recipes.generators.commands) symlinkSync("generator", path.join(folder, name));
      return built;
    },
  },
};

/** The folder to put on PATH: { path, source }, or the { reason } why there is none. */
export const ensure = (name, engine, options) =>
  name === "pythonSdk" ? ensurePython(options) : ensureHost(name, engine, options);

async function ensureHost(name, engine, { niceness } = {}) {
  const { commands, sources, make } = recipes[name];
  const has = (folder) => commands.every((command) => existsSync(path.join(folder, command)));
  if (has(engine.path)) return { path: engine.path, source: "engine" };
  const files = sources.map((file) => fileURLToPath(new URL(file, import.meta.url)));
  const recipe = hashOf(files, version).slice(0, 8);
  const home = path.join(cache, `${name}-${process.platform}-${process.arch}-${recipe}`);
  const cached = () => has(home) && { path: home, source: "cache" };
  return (
    cached() ||
    (await withLock(
      `${home}.lock`,
      { waitingFor: `building the host ${name}`, limitSeconds: 1200 },
      async () => {
        // Another process may have made it while we waited.
        if (cached()) return cached();
        const { reason } = await putInPlace(home, (folder) => make(folder, niceness));
        return reason ? { reason } : { path: home, source: "Go modules" };
      },
    ))
  );
}
