// npm run bench: measures on a virtual clock how late a finished image is noticed, and by how many calls, with our schedule of polls
// and with others. Prints the tables; writes bench.json and bench.svg into the folder given by --out (default: a temporary one).
//   --write   writes them, and the tables of docs/waiting.md, into the checkout
//   --fleet   measures 10,000 images in 100 stacks of 10 accounts instead, whose gateways throttle (twenty minutes on two cores);
//             --accounts N takes the first N accounts alone
//   --real    uses the real engine and the local cloud in real time instead: 1, 20 and 100 images (some minutes)
//   --start   measures instead what the package adds to the start of programs, policy packs and its command; with --write into docs/footprint.md
//   --many    measures instead what many images in one stack cost, by the real engine; with --write into docs/waiting.md.
//             --counts=1,100 measures these numbers alone (all: an hour, for a cloud gets ten requests a second of a destroy)
//   --memory  what a provider process takes, and what each part of it costs (a few minutes)
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./folders.mjs";
import { main, say, seconds } from "./say.mjs";
import { setUp } from "./setup.mjs";

const options = {
  write: { type: "boolean" },
  real: { type: "boolean" },
  fleet: { type: "boolean" },
  accounts: { type: "string" },
  start: { type: "boolean" },
  many: { type: "boolean" },
  counts: { type: "string" },
  memory: { type: "boolean" },
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
  const bench = path.join(root, "test/bench/bin/test/bench");
  const { plot } = createRequire(import.meta.url)(path.join(bench, "plot.js"));
  const { tables, withTables } = createRequire(import.meta.url)(path.join(bench, "table.js"));
  const started = Date.now();
  say("Measuring, 4000 jobs a cell (about a minute):");
  const json = execFileSync(process.execPath, [path.join(bench, "main.js")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1e7,
  });
  const results = JSON.parse(json);
  console.log(tables(results));
  const out = values.write
    ? path.join(root, "docs")
    : (values.out ?? mkdtempSync(path.join(tmpdir(), "bench-")));
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "bench.json"), json);
  writeFileSync(path.join(out, "bench.svg"), plot(results));
  if (values.write) {
    const page = path.join(root, "docs/waiting.md");
    writeFileSync(page, withTables(readFileSync(page, "utf8"), results));
  }
  say(`${seconds(started)} s. Written: ${out}/bench.json, bench.svg${values.write ? ", waiting.md" : ""}`);
});
