import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem, say, seconds, span } from "./say.mjs";

// The holder touches its lock file every 5 s. A file untouched for 30 s belongs to a process that died. A process id would
// not show that: in containers that share a cache, every process may have the id 1.
const touchEverySeconds = 5;
const staleAfterSeconds = 30;

/** Runs `work` while no other process holds `file`. The result must still be put in place by a rename, because a lock can be lost. */
export async function withLock(file, { waitingFor, limitSeconds }, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = randomUUID();
  const started = Date.now();
  for (let round = 0; !take(file, mine); round++) {
    if (seconds(started) > limitSeconds) {
      throw new Problem(
        `Waited ${span(limitSeconds)} for another process (${waitingFor}). If none is running, remove ${path.basename(file)} in the cache folder.`,
      );
    }
    if (round % 15 === 1)
      say(
        `Waiting for another process: ${waitingFor} (${span(seconds(started))}, at most ${span(limitSeconds)})`,
      );
    removeIfStale(file);
    await sleep(1000);
  }
  const touch = setInterval(() => utimesSync(file, new Date(), new Date()), touchEverySeconds * 1000);
  const release = () => holder(file) === mine && rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.off("exit", release);
    release();
  }
}

function take(file, mine) {
  try {
    writeFileSync(file, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function holder(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Renames the file before removing it, so that only one of several waiters does. If the holder was alive after all, the work is only done twice. */
function removeIfStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs < staleAfterSeconds * 1000) return;
    const aside = `${file}.${randomUUID()}`;
    renameSync(file, aside);
    rmSync(aside);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
