// npm run bench: measures on a virtual clock how late a finished image is noticed, and by how many calls, with our schedule of polls
// and with others. Prints the tables; writes bench.json and bench.svg into the folder given by --out (default: a temporary one).
// Of crowds it measures those that docs/waiting.md shows, the worst of each kind; it takes less than a minute on two cores.
//   --all     measures every cell (some minutes)
//   --write   does so too, and writes the files and the tables of docs/waiting.md into the checkout
//   --threads how many threads; default: as many as there are cores
//   --fleet   measures 10,000 images in 100 stacks of 10 accounts instead, whose gateways throttle (twenty minutes on two cores);
//             --accounts N takes the first N accounts alone
//   --real    uses the real engine and the local cloud in real time instead: 1, 20 and 100 images (some minutes)
//   --start   measures instead what the package adds to the start of programs, policy packs and its command; with --write into docs/footprint.md
//   --many    measures instead what many images in one stack cost, by the real engine; with --write into docs/waiting.md.
//             --counts=1,100 and --commands=preview,refresh measure these alone, and leave the other lines of the page
//             (all but destroys: 12 minutes; a cloud gets ten requests a second of a destroy, so 3,000 take more than half an hour)
//   --memory  what a provider process takes, and what each part of it costs (a few minutes)
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./folders.mjs";
import { main, say, seconds } from "./say.mjs";
import { setUp } from "./setup.mjs";

const flag = { type: "boolean" };
const options = {
  all: flag,
  write: flag,
  threads: { type: "string" },
  real: flag,
  fleet: flag,
  accounts: { type: "string" },
  start: flag,
  many: flag,
  counts: { type: "string" },
  commands: { type: "string" },
  memory: flag,
  out: { type: "string" },
};

await main(async () => {
  const { values } = parseArgs({ options });
  if (values.start) {
    await setUp({ only: "provider" });
    const { measureStart } = await import("./bench/start/measureStart.mjs");
    return measureStart({ write: values.write });
  }
  if (values.many) {
    await setUp();
    const { runMany } = await import("./bench/many/runMany.mjs");
    return runMany(values);
  }
  await setUp({ bench: true });
  if (values.real) {
    const { runReal } = await import("./bench/real.mjs");
    return runReal();
  }
  if (values.fleet) {
    const { runFleet } = await import("./bench/fleet.mjs");
    return runFleet(values);
  }
  if (values.memory) {
    const { runMemory } = await import("./bench/memory/memory.mjs");
    return runMemory();
  }
  const require = createRequire(import.meta.url);
  const load = (file) => require(path.join(root, "test/bench/bin/test/bench", file));
  const { measureCells } = load("measureCells.js");
  const { plot } = load("plot.js");
  const { tables, withTables } = load("table.js");
  const started = Date.now();
  const all = values.all || values.write;
  say(`Measuring ${all ? "every cell" : "the cells of docs/waiting.md"}, 4000 jobs each:`);
  const before = JSON.parse(readFileSync(path.join(root, "docs/bench.json"), "utf8"));
  const threads = values.threads === undefined ? undefined : Number(values.threads);
  const results = await measureCells(before, { all, threads, say: (text) => say(`  ${text}`) });
  console.log(tables(results));
  const out = values.write
    ? path.join(root, "docs")
    : (values.out ?? mkdtempSync(path.join(tmpdir(), "bench-")));
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "bench.json"), inLines(results));
  writeFileSync(path.join(out, "bench.svg"), plot(results));
  if (values.write) {
    const page = path.join(root, "docs/waiting.md");
    writeFileSync(page, withTables(readFileSync(page, "utf8"), results));
  }
  say(`${seconds(started)} s. Written: ${out}/bench.json, bench.svg${values.write ? ", waiting.md" : ""}`);
});

/** JSON with a line for each cell. */
function inLines(results) {
  const lines = Object.entries(results).map(
    ([name, cost]) => `  ${JSON.stringify(name)}: ${JSON.stringify(cost)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}
