import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** The process of the engine, as the system shows it. */
export interface EngineProcess {
  readonly args: readonly string[];
  /** Whether it reads from a terminal, and writes to one. */
  readonly hasTerminal: boolean;
}

/** A dynamic provider's parent is a shell, whose parent is the engine. */
const MOST_ANCESTORS = 4;

/** Undefined where the system does not show it: elsewhere than on Linux, or behind another starter. */
export function engineProcess(pid = process.ppid): EngineProcess | undefined {
  try {
    for (let at = pid, count = 0; at > 1 && count < MOST_ANCESTORS; at = parentOf(at), count += 1) {
      const [command = "", ...args] = readFileSync(`/proc/${at}/cmdline`, "utf8").split("\0");
      if (/^pulumi(\.exe)?$/.test(basename(command)))
        return { args, hasTerminal: isTerminal(at, 0) && isTerminal(at, 1) };
    }
  } catch {
    // A process that has just ended, or that may not be looked at.
  }
  return undefined;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}

function isTerminal(pid: number, stream: number): boolean {
  return /^\/dev\/(pts\/|tty|console)/.test(readlinkSync(`/proc/${pid}/fd/${stream}`));
}
