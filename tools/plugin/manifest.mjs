import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../folders.mjs";

const manifest = JSON.parse(readFileSync(path.join(root, "provider/package.json"), "utf8"));

export const { version } = manifest;

export const oldestNode = manifest.engines.node.replace(">=", "");

/**
 * The package.json that stands beside an unpacked plugin: what its schema and its requests say of it. `downloadUrl` is where engines
 * fetch it from; without one, what provider/package.json says.
 */
export function pluginManifest(downloadUrl = manifest.pluginDownloadURL) {
  const { name, description, license, homepage, repository, engines } = manifest;
  const told = { name, version, description, license, homepage, repository, engines };
  return { ...told, pluginDownloadURL: downloadUrl, private: true };
}
