import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SentCreates } from "../lifecycle/sentCreates";

/** Nobody asks for older ones. */
const KEPT_MS = 24 * 3_600_000;

/**
 * One empty file for each create, in Pulumi's own folder; its time is the create's. Best effort: where the folder cannot
 * be written, or does not outlive the machine, the cloud's list alone decides.
 */
export function sentCreatesIn(folder: string): SentCreates {
  const fileOf = (marker: string) => join(folder, marker);
  return {
    sentAt: (marker) => attempt(() => statSync(fileOf(marker)).mtimeMs),
    note(marker, at) {
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        forgetOld(folder, at);
        writeFileSync(fileOf(marker), "");
        utimesSync(fileOf(marker), at / 1000, at / 1000);
      });
    },
    forget: (marker) => attempt(() => rmSync(fileOf(marker), { force: true })),
  };
}

function forgetOld(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (now - statSync(file).mtimeMs > KEPT_MS) rmSync(file, { force: true });
  }
}

function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
