// What reviewers see, for the README of examples/gitops: made by its program, of a run that was recorded with the real engine.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../folders.mjs";

export function summaryOfRecorded() {
  const folder = mkdtempSync(path.join(tmpdir(), "summary-"));
  try {
    const [program, text, events] = [
      "examples/gitops/summary/write.mjs",
      "test/gitops/recorded/preview.txt",
      "test/gitops/recorded/events.jsonl",
    ].map((file) => path.join(root, file));
    const env = { PATH: process.env.PATH, PULUMI_STACK: "production" };
    execFileSync(process.execPath, [program, "preview", "0", text, events], { cwd: folder, env });
    return readFileSync(path.join(folder, "summary.md"), "utf8").trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
