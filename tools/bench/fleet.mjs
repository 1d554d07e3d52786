// npm run bench -- --fleet: prints the table of the fleet; writes fleet.json and fleet.svg into --out, or with --write into docs/, with the table.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../folders.mjs";
import { say, seconds } from "../say.mjs";

export async function runFleet({ write, out, accounts }) {
  const fleet = path.join(root, "test/bench/bin/test/bench/fleet");
  const load = (file) => createRequire(import.meta.url)(path.join(fleet, file));
  const { measureFleet } = load("measureFleet.js");
  const { fleetTable, withFleet } = load("fleetTable.js");
  const { fleetPlot } = load("fleetPlot.js");
  const started = Date.now();
  const results = await measureFleet(
    (text) => say(text),
    accounts === undefined ? undefined : Number(accounts),
  );
  console.log(fleetTable(results));
  const folder = write ? path.join(root, "docs") : (out ?? mkdtempSync(path.join(tmpdir(), "bench-")));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "fleet.json"), inLines(results));
  writeFileSync(path.join(folder, "fleet.svg"), fleetPlot(results));
  if (write) {
    const page = path.join(root, "docs/waiting.md");
    writeFileSync(page, withFleet(readFileSync(page, "utf8"), results));
  }
  say(`${seconds(started)} s. Written: ${folder}/fleet.json, fleet.svg${write ? ", waiting.md" : ""}`);
}

/** JSON with a line for each series of numbers. */
function inLines(results) {
  const text = JSON.stringify(results, undefined, 2);
  return `${text.replace(/\[[\d\s,.]*\]/g, (numbers) => numbers.replace(/\s+/g, " "))}\n`;
}
