// The languages that `npm start -- --language` shows besides TypeScript, and how they differ.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generatePythonSdk } from "./pythonSdk.mjs";

/**
 * `hosts` are what the language needs besides the engine (tools/engine/hosts.mjs). `settings` are environment variables of its
 * programs. `paste` adds to a program what `pulumi import` has printed.
 */
export const languages = {
  yaml: {
    title: "YAML",
    example: "examples/yaml",
    hosts: ["yaml"],
    makes: ["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"],
    settings: () => ({}),
    paste(project, code) {
      const file = path.join(project, "Pulumi.yaml");
      const entries = code.replace(/^resources:\n/, "");
      writeFileSync(file, readFileSync(file, "utf8").replace(/^resources:\n/m, `resources:\n${entries}\n`));
    },
  },
  python: {
    title: "Python",
    example: "examples/python",
    hosts: ["python", "pythonSdk", "generators"],
    makes: ["VolumeImage"],
    settings: generatePythonSdk,
    paste(project, code) {
      const file = path.join(project, "__main__.py");
      writeFileSync(file, `${readFileSync(file, "utf8")}\n${code}`);
    },
  },
};
