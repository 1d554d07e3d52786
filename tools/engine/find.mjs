// Examines an engine that is already installed.
import { execFileSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { suits, whatSuits } from "./version.mjs";

const hosts = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** The engine on the user's PATH: { engine } if it suits, else { reason }. */
export function findOnPath() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const folder = folders.find((candidate) => isExecutable(path.join(candidate, "pulumi")));
  if (!folder) return { reason: "no pulumi on PATH" };
  return examine(folder, folders);
}

/** The engine in `folder`; its plugins may be next to it or in one of `others`. */
export function examine(folder, others = []) {
  const version = versionOf(path.join(folder, "pulumi"));
  if (!version) return { reason: `the pulumi in ${folder} does not tell its version (needed: ${whatSuits})` };
  if (!suits(version))
    return { reason: `pulumi ${version} in ${folder} does not suit (needed: ${whatSuits})` };
  const missing = hosts.find(
    (host) => ![folder, ...others].some((place) => isExecutable(path.join(place, host))),
  );
  if (missing) return { reason: `pulumi ${version} in ${folder} has no ${missing} beside it or on PATH` };
  return { engine: { path: folder, version } };
}

function versionOf(command) {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const text = execFileSync(command, ["version"], {
      env,
      encoding: "utf8",
      timeout: 20_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return /^v?(\d+\.\d+\.\d+\S*)$/m.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
