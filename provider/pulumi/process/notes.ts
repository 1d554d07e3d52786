import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a machine remembers from run to run: names, each with a time in milliseconds since the epoch. */
export interface Notes {
  at(name: string): number | undefined;
  write(name: string, at: number): void;
  remove(name: string): void;
}

export interface Bounds {
  /** Older ones nobody asks for. */
  readonly keptMs: number;
  /** Of more than that the oldest go. */
  readonly most: number;
}

/**
 * One empty file for each note. Best effort, and any number of processes at once: where the folder cannot be written, or
 * does not outlive the machine, nothing is remembered.
 */
export function notesIn(folder: string, bounds: Bounds): Notes {
  const fileOf = (name: string) => join(folder, name);
  let tidied = false;
  return {
    at: (name) => timeOf(fileOf(name)),
    write(name, at) {
      attempt(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
      if (!tidied) attempt(() => tidy(folder, at, bounds));
      tidied = true;
      attempt(() => {
        writeFileSync(fileOf(name), "");
        utimesSync(fileOf(name), at / 1000, at / 1000);
      });
    },
    remove: (name) => void attempt(() => rmSync(fileOf(name), { force: true })),
  };
}

/** Another process may do the same: a file that is gone meanwhile is no matter. */
function tidy(folder: string, now: number, { keptMs, most }: Bounds): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files
    .map((file) => ({ file, at: timeOf(file) ?? 0 }))
    .sort((one, other) => other.at - one.at);
  for (const [rank, { file, at }] of byAge.entries()) {
    if (rank >= most || now - at > keptMs) attempt(() => rmSync(file, { force: true }));
  }
}

function timeOf(file: string): number | undefined {
  return attempt(() => statSync(file).mtimeMs);
}

function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
