import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import type { SentCreates } from "../../lifecycle/operation/sentCreates";

/** Older notes are removed: nobody asks for them. */
const MAX_AGE_MS = 24 * 3_600_000;

/** The two clocks of a machine, both in milliseconds. */
export interface MachineClock {
  /** Since the epoch: somebody may set it. */
  now(): number;
  /** Since the machine was started: nobody can set it, but it restarts with the machine. */
  up(): number;
}

const machineClock: MachineClock = { now: Date.now, up: () => uptime() * 1000 };

/**
 * Keeps a file for each create. Its modification time is that of the create, and its content is how long the machine had been up
 * then. If the folder cannot be written, or is lost with the machine, the cloud's list alone decides.
 */
export function sentCreatesIn(folder: string, clock: MachineClock = machineClock): SentCreates {
  const fileOf = (marker: string) => join(folder, marker);
  let tidied = false;
  return {
    sentAt: (marker) => attempt(() => clock.now() - ageMs(fileOf(marker), clock)),
    note(marker, at) {
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!tidied) forgetOld(folder, clock);
        tidied = true;
        writeFileSync(fileOf(marker), String(Math.round(clock.up())));
        utimesSync(fileOf(marker), at / 1000, at / 1000);
      });
    },
    forget: (marker) => attempt(() => rmSync(fileOf(marker), { force: true })),
  };
}

/**
 * The age by both clocks. Either may be wrong: the wall clock was set, or the machine was restarted or is another one. The lower
 * age counts, because a create that seems old is sent again. It is negative if both clocks put the create into the future.
 */
function ageMs(file: string, clock: MachineClock): number {
  const byWall = clock.now() - statSync(file).mtimeMs;
  const upThen = Number.parseInt(readFileSync(file, "utf8"), 10); // earlier versions wrote nothing
  const byUptime = Number.isNaN(upThen) ? byWall : clock.up() - upThen;
  const ages = [byWall, byUptime].filter((age) => age >= 0);
  return ages.length === 0 ? byWall : Math.min(...ages);
}

function forgetOld(folder: string, clock: MachineClock): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    attempt(() => ageMs(file, clock) > MAX_AGE_MS && rmSync(file, { force: true }));
  }
}

function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
