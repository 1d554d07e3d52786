import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import type { SentCreates } from "../../lifecycle/operation/sentCreates";

/** Nobody asks for older ones. */
const KEPT_MS = 24 * 3_600_000;

/** What a machine tells of time. Milliseconds. */
export interface Times {
  /** Since the epoch: may be set. */
  now(): number;
  /** Since the machine was started: nobody sets it, but it begins anew. */
  up(): number;
}

const machine: Times = { now: Date.now, up: () => uptime() * 1000 };

/**
 * One file for each create, in Pulumi's own folder; its time is the create's, and how long the machine was up then stands in
 * it. Best effort: where the folder cannot be written, or does not outlive the machine, the cloud's list alone decides.
 */
export function sentCreatesIn(folder: string, times: Times = machine): SentCreates {
  const fileOf = (marker: string) => join(folder, marker);
  return {
    sentAt: (marker) => attempt(() => times.now() - ageMs(fileOf(marker), times)),
    note(marker, at) {
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        forgetOld(folder, times);
        writeFileSync(fileOf(marker), String(Math.round(times.up())));
        utimesSync(fileOf(marker), at / 1000, at / 1000);
      });
    },
    forget: (marker) => attempt(() => rmSync(fileOf(marker), { force: true })),
  };
}

/**
 * By both clocks, of which either may be wrong: one was set, or the machine started anew or is another. The younger is believed,
 * for a create that is taken for an old one is sent again. Below zero: by both it was sent in the future.
 */
function ageMs(file: string, times: Times): number {
  const byWall = times.now() - statSync(file).mtimeMs;
  const upThen = Number.parseInt(readFileSync(file, "utf8"), 10); // earlier versions wrote nothing
  const byUptime = Number.isNaN(upThen) ? byWall : times.up() - upThen;
  const ages = [byWall, byUptime].filter((age) => age >= 0);
  return ages.length === 0 ? byWall : Math.min(...ages);
}

function forgetOld(folder: string, times: Times): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    attempt(() => ageMs(file, times) > KEPT_MS && rmSync(file, { force: true }));
  }
}

function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
