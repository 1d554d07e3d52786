import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Props } from "./outside";

/** Whether rows and states that are not pinned yet are written. What is pinned is never changed by it. */
export const pinsNew = process.env.PIN_NEW === "true";

const folder = resolve(__dirname);
const root = resolve(folder, "../..");

/** How to add: told by every failure that may mean it. */
export const howToAdd =
  "If it is really new, pin it: PIN_NEW=true npm run test:unit -- test/resources test/states (test/states/README.md)";

/**
 * Compares rows with those that are pinned in a file of this folder, each by itself. A row that is pinned stays as it is: another
 * value, or none, is a failure that says `why`. New rows are a failure too, unless they are asked for.
 */
export function expectPinned(file: string, found: Props, why: string): void {
  const rows = JSON.parse(JSON.stringify(found)) as Props; // without what is undefined
  const path = join(folder, file);
  const pinned = existsSync(path) ? readJson(path) : {};
  const keys = [...new Set([...Object.keys(pinned), ...Object.keys(rows)])];
  const changed = keys.filter((key) => key in pinned && text(pinned[key]) !== text(rows[key]));
  if (changed.length > 0) throw new Error(changes(file, changed, pinned, rows, why));
  const added = keys.filter((key) => !(key in pinned));
  if (added.length === 0) return;
  if (!pinsNew) throw new Error(`${named(file)} does not pin ${added.join("; ")}.\n${howToAdd}`);
  writeJson(path, { ...pinned, ...rows });
}

/** Compares a row with what its recipe gives. */
export function expectByRecipe(row: string, found: unknown, byRecipe: unknown, why: string): void {
  if (text(found) === text(byRecipe)) return;
  throw new Error(`${row}\n    by its recipe: ${text(byRecipe)}\n    now:           ${text(found)}\n${why}`);
}

function changes(file: string, changed: readonly string[], pinned: Props, rows: Props, why: string): string {
  const lines = changed.map(
    (key) => `  ${key}\n    pinned: ${text(pinned[key])}\n    now:    ${text(rows[key]) ?? "nothing"}`,
  );
  return `${named(file)} pins what is another now:\n${lines.join("\n")}\n${why}\nSo the code is to be mended, and the file stays as it is.`;
}

function text(value: unknown): string | undefined {
  return JSON.stringify(value);
}

function named(file: string): string {
  return relative(root, join(folder, file));
}

export function readJson<Value = Record<string, unknown>>(path: string): Value {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** A line for each row where it fits, as the formatter wants it. */
export function writeJson(path: string, value: Readonly<Record<string, unknown>>): void {
  const rows = Object.entries(value).map(([key, row]) => `${JSON.stringify(key)}: ${JSON.stringify(row)}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `{\n${rows.join(",\n")}\n}\n`);
  execFileSync(join(root, "node_modules/.bin/biome"), ["format", "--write", path], {
    cwd: root,
    stdio: "pipe",
  });
}
