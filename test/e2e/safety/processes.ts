import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Stack } from "../engine";

/** Process ids of the stack's provider processes: those of its own temporary folder that run the stock host. */
export function providersOf(stack: Stack): number[] {
  const folder = path.dirname(stack.project);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => isProvider(id, folder))
    .map(Number);
}

function isProvider(id: string, folder: string): boolean {
  try {
    const environment = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
    const [program = "", ...args] = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
    const runs = program.endsWith("node") && args.some((arg) => arg.includes("cmd/dynamic-provider"));
    return runs && environment.includes(`TMPDIR=${folder}`);
  } catch {
    return false; // ended meanwhile
  }
}
