// One start of a process, measured by the CPU time that it takes until it is ready: other work on the machine hardly touches it.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const report = fileURLToPath(new URL("report.cjs", import.meta.url));

/** `folder`: where reports and packs are made. */
export function startOf({ args, cwd, untilOutput = false }, folder) {
  const file = path.join(folder, "report.json");
  const env = { ...process.env, START_REPORT: file, ...(untilOutput && { START_UNTIL_OUTPUT: "yes" }) };
  const { status, stderr } = spawnSync(process.execPath, ["-r", report, ...args], {
    cwd,
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  const read = JSON.parse(readFileSync(file, "utf8"));
  rmSync(file);
  return { cpuMs: read.cpuMs, files: read.loaded.length };
}
