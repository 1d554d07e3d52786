// npm run bench -- --memory: what a provider process takes, in both forms, for 1 and 100 images, beside as many trivial dynamic
// resources; and what each part costs that it loads. The processes are real ones, and so is the cloud; the engine is one that listens.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../folders.mjs";
import { say } from "../../say.mjs";
import { openCloud } from "../realCloud.mjs";
import { resourceOf } from "./forms.mjs";
import { costsOfParts } from "./parts.mjs";
import { startProvider } from "./providerProcess.mjs";

const RUNS = 3;
/** The goals of docs/footprint.md. */
const MOST_ABOVE_TRIVIAL_MIB = 25;
const MOST_OF_PLUGIN_MIB = 130;

const jobSeconds = (at) => 4 + ((at * 37) % 8);

export async function runMemory() {
  const parts = costsOfParts();
  print(["part", "modules", "memory", "CPU"], parts);
  const peaks = {};
  for (const count of [1, 100])
    for (const form of ["trivial", "dynamic", "plugin"]) {
      say(`${count} × ${form}, ${RUNS} times`);
      const runs = [];
      for (let run = 0; run < RUNS; run++) runs.push(await measure(form, count));
      peaks[`${form} ${count}`] = middle(runs, ({ peakMiB }) => peakMiB);
    }
  print(
    ["resources", "trivial dynamic ones", "images, dynamic form", "images, plugin"],
    [1, 100].map((count) => [
      count,
      ...["trivial", "dynamic", "plugin"].map((form) => `${Math.round(peaks[`${form} ${count}`])} MiB`),
    ]),
  );
  const above = peaks["dynamic 100"] - peaks["trivial 100"];
  const goals = [
    [
      `${Math.round(above)} MiB above trivial resources (≤ ${MOST_ABOVE_TRIVIAL_MIB})`,
      above <= MOST_ABOVE_TRIVIAL_MIB,
    ],
    [
      `${Math.round(peaks["plugin 100"])} MiB of the plugin (≤ ${MOST_OF_PLUGIN_MIB})`,
      peaks["plugin 100"] <= MOST_OF_PLUGIN_MIB,
    ],
  ];
  for (const [what, met] of goals) console.log(`${met ? "met" : "MISSED"}: ${what}`);
  return goals.every(([, met]) => met) ? 0 : 1;
}

async function measure(form, count) {
  const { startCloud } = createRequire(import.meta.url)(path.join(root, "local-cloud/bin/index.js"));
  const cloud = await openCloud(startCloud, count, jobSeconds);
  const provider = await startProvider(form === "plugin" ? "plugin" : "dynamic", cloud.credentials);
  try {
    const all = Array.from({ length: count }, (_, at) => resourceOf(form, at, jobSeconds(at)));
    await Promise.all(all.map(({ urn, inputs }) => provider.create(urn, inputs)));
    return provider.memory();
  } finally {
    await provider.close();
    await cloud.close();
  }
}

function middle(values, of) {
  const sorted = values.map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function print(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  console.log(`${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`);
}
