import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Names that this machine remembers from run to run, each with a time in milliseconds since the epoch. */
export interface Notes {
  at(name: string): number | undefined;
  write(name: string, at: number): void;
  remove(name: string): void;
}

/** How many notes are kept, and for how long. */
export interface Bounds {
  /** Older notes are removed: nobody asks for them. */
  readonly maxAgeMs: number;
  /** If there are more, the oldest are removed. */
  readonly maxCount: number;
}

/**
 * Keeps each note as an empty file whose modification time is the note's. Several processes may do so at once. If the folder
 * cannot be written, or is lost with the machine, nothing is remembered.
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

/** Another process may do the same at the same time, so a file may already be gone. */
function tidy(folder: string, now: number, { maxAgeMs, maxCount }: Bounds): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files
    .map((file) => ({ file, at: timeOf(file) ?? 0 }))
    .sort((one, other) => other.at - one.at);
  for (const [rank, { file, at }] of byAge.entries()) {
    if (rank >= maxCount || now - at > maxAgeMs) attempt(() => rmSync(file, { force: true }));
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
