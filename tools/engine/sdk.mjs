// What our Node.js language host speaks with: gRPC and the engine's messages. It gets a copy beside it, because the projects in
// whose folders the engine starts it need not have any: a YAML program with our policy pack has no node_modules.
import { cpSync, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));

export const { version: sdkVersion } = require("@pulumi/pulumi/package.json");

/** Copies into folder/node_modules. */
export function copySdk(folder) {
  const modules = path.join(folder, "node_modules");
  const copy = (from, to) => cpSync(from, to, { recursive: true, filter: needed });
  for (const part of ["package.json", "version.js", "proto"])
    copy(path.join(sdk, part), path.join(modules, "@pulumi/pulumi", part));
  for (const [name, place] of requirements(["@grpc/grpc-js", "google-protobuf"]))
    copy(place, path.join(modules, name));
}

const needed = (file) => !/\.(d\.ts|ts|map|md)$/.test(file);

/** These packages with all that they require: name → folder. npm installs one version of each. */
function requirements(names, from = sdk, found = new Map()) {
  for (const name of names) {
    const place = createRequire(path.join(from, "x.js"))
      .resolve.paths(name)
      .map((modules) => path.join(modules, name))
      .find((folder) => existsSync(path.join(folder, "package.json")));
    if (!place || found.has(name)) continue;
    found.set(name, place);
    const { dependencies = {} } = JSON.parse(readFileSync(path.join(place, "package.json"), "utf8"));
    const atRun = Object.keys(dependencies).filter((dependency) => !dependency.startsWith("@types/"));
    requirements(atRun, place, found);
  }
  return found;
}
