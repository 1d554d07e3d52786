// Python with Pulumi's SDK, for tests of programs in Python: a virtual environment in the cache.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cache } from "../folders.mjs";
import { withLock } from "../lock.mjs";
import { run } from "../run.mjs";
import { hashOf, stampIs, writeStamp } from "../stamp.mjs";

/** Pulumi's SDK of the engine's version with all that it requires, and what builds a generated SDK. */
const requirements = fileURLToPath(new URL("python/requirements.txt", import.meta.url));
const oldest = "3.10"; // of that SDK (its Requires-Python)

/** { path: the folder to put on PATH, in which `python` has the SDK, source: "cache" | "PyPI" }, or the { reason } why there is none. */
export async function ensurePython({ niceness } = {}) {
  const { python, version, reason } = findPython();
  if (reason) return { reason };
  const recipe = hashOf([requirements], python, version);
  const home = path.join(cache, `python-sdk-${process.platform}-${process.arch}-${recipe.slice(0, 8)}`);
  const stamp = path.join(home, "whole");
  const made = { path: path.join(home, "bin") };
  if (stampIs(stamp, recipe)) return { ...made, source: "cache" };
  return withLock(
    `${home}.lock`,
    { waitingFor: "installing Python packages", limitSeconds: 600 },
    async () => {
      if (stampIs(stamp, recipe)) return { ...made, source: "cache" };
      const failure = await make(home, python, niceness).catch((problem) => problem.message);
      if (failure) return { reason: failure };
      writeStamp(stamp, recipe);
      return { ...made, source: "PyPI" };
    },
  );
}

/** In its own place, because scripts in it name it; the stamp says that it is whole. */
async function make(home, python, niceness) {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const step = (what, command, args, limitSeconds) =>
    run(what, command, args, { cwd: cache, limitSeconds, niceness, doing: "installing" });
  const venv = await step("Making a virtual environment of Python", python, ["-m", "venv", home], 120);
  if (venv.code !== 0) return `${python} makes no virtual environment: ${lastLine(venv.output)}`;
  const install = ["-m", "pip", "install", "--disable-pip-version-check", "-r", requirements];
  const what = `Installing Pulumi's Python SDK from PyPI: once, 40 MB of downloads`;
  const { code, output } = await step(what, path.join(home, "bin/python"), install, 300);
  return code === 0 ? undefined : `pip could not install Pulumi's SDK: ${lastLine(output)}`;
}

function findPython() {
  const python = "python3";
  try {
    const program = "import sys; print('.'.join(map(str, sys.version_info[:3])))";
    const version = execFileSync(python, ["-c", program], { encoding: "utf8", timeout: 20_000 }).trim();
    const [major, minor] = version.split(".").map(Number);
    const [oldestMajor, oldestMinor] = oldest.split(".").map(Number);
    if (major !== oldestMajor || minor < oldestMinor)
      return { reason: `Python ${version} is too old (needed: ${oldest})` };
    return { python, version };
  } catch {
    return { reason: `no ${python} on PATH` };
  }
}

const lastLine = (text) => text.trim().split("\n").at(-1);
