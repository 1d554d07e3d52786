// Runs one jest project, and returns its counts and the names of skipped tests.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { root } from "../folders.mjs";
import { say } from "../say.mjs";

const jest = path.join(root, "node_modules/jest/bin/jest.js");

/** The files whose tests would run. */
export function findTests(project, args) {
  const command = [jest, "--selectProjects", project, "--listTests", "--passWithNoTests", ...args];
  const options = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  return execFileSync(process.execPath, command, options)
    .split("\n")
    .filter((line) => path.isAbsolute(line));
}

/** `label` begins each line of output, because several runs go on at once; `niceness` lowers the priority. */
export async function runJest(project, { label = project, args = [], env = {}, niceness = 0 } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "cloud-images-jest-"));
  const report = path.join(folder, "report.json");
  const command = [
    jest,
    "--selectProjects",
    project,
    "--json",
    "--outputFile",
    report,
    "--passWithNoTests",
    ...args,
  ];
  // jest writes JSON to stdout, which is not needed, and its report for people to stderr.
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  setPriority(child.pid, niceness);
  createInterface({ input: child.stderr }).on("line", (line) => say(line && `${label} │ ${line}`));
  const pass = (signal) => child.kill(signal);
  process.on("SIGINT", pass).on("SIGTERM", pass);
  const [code] = await once(child, "close"); // "close", so that its last line has been shown
  process.off("SIGINT", pass).off("SIGTERM", pass);
  try {
    return count(label, JSON.parse(readFileSync(report, "utf8")), code);
  } catch {
    return { label, passed: 0, failed: 1, skipped: [], note: "jest ended without a report" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(label, report, code) {
  const cases = report.testResults.flatMap((file) => file.assertionResults);
  const unstarted = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const passed = cases.filter((test) => test.status === "passed").length;
  // A file that cannot be loaded fails without any test, and jest itself may fail too.
  const failed = cases.filter((test) => test.status === "failed").length + unstarted.length;
  const skipped = cases
    .filter((test) => !["passed", "failed"].includes(test.status))
    .map((test) => `${label}: ${test.fullName}`);
  return { label, passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}
