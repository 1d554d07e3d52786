import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A hash over the contents of a step's inputs. Their times would say nothing: a checkout changes them. */
export function hashOf(files, ...more) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${path.basename(file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.update(more.join("\0")).digest("hex");
}

/** The sources below a folder, sorted, without build output. */
export function sourcesBelow(folder, extension) {
  const found = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "bin" || entry.name === "node_modules" ? [] : sourcesBelow(file, extension);
    }
    return entry.name.endsWith(extension) ? [file] : [];
  });
  return found.sort();
}

export function stampIs(file, hash) {
  try {
    return readFileSync(file, "utf8") === hash;
  } catch {
    return false;
  }
}

export function writeStamp(file, hash) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, hash);
}
