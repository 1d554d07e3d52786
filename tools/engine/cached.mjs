// What is made once and kept in the cache. It is made in a temporary folder, and renamed once it works: a killed build leaves
// nothing broken.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { cache } from "../folders.mjs";

/** Puts what `make` makes in a folder in place as `home`; its { reason } if it could not. */
export async function putInPlace(home, make) {
  removeAbandoned();
  const aside = mkdtempSync(path.join(cache, "making-"));
  try {
    const made = await make(aside).catch((problem) => ({ reason: problem.message }));
    if (made.reason) return made;
    rmSync(home, { recursive: true, force: true });
    renameSync(aside, home);
    return made;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Removes what a killed build has left. Two hours are far beyond every time limit. */
function removeAbandoned() {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith("making-"))) {
    const folder = path.join(cache, name);
    if (Date.now() - statSync(folder).mtimeMs > 2 * 3600_000)
      rmSync(folder, { recursive: true, force: true });
  }
}
