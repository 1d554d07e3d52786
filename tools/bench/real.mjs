// npm run bench -- --real: the real engine (--parallel 100), the shipped provider and the local cloud, in real time.
// Each number is run twice: as images whose jobs take 20 to 50 s, and as trivial resources that sleep as long.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../folders.mjs";
import { say } from "../say.mjs";
import { openCloud } from "./realCloud.mjs";
import { openStack } from "./realStack.mjs";

const { ensureEngine } = await import("../engine/ensure.mjs");
const head = [
  "images",
  "late: mean / 95 %",
  "polls each",
  "most polls in 1 s",
  "connections besides creates",
  "token requests",
  "provider's memory: at most, at rest",
  "the same of trivial resources",
  "ideal start",
  "engine's time without it / trivial",
];

export async function runReal() {
  const engine = await ensureEngine();
  const rows = [];
  for (const images of [1, 20, 100]) {
    say(`${images} at once: images, then trivial resources`);
    rows.push(await measure(engine, images));
  }
  const line = (cells) => `| ${cells.join(" | ")} |`;
  console.log([line(head), line(head.map(() => "---")), ...rows.map(({ cells }) => line(cells))].join("\n"));
  const { goals } = rows.at(-1);
  for (const { what, met } of goals) console.log(`${met ? "met" : "MISSED"}: ${what}`);
  return goals.every(({ met }) => met) ? 0 : 1;
}

/** Durations of the jobs, the same in both runs. */
const jobSeconds = (at) => 20 + ((at * 37) % 31);

async function measure(engine, images) {
  const { startCloud } = createRequire(import.meta.url)(path.join(root, "local-cloud/bin/index.js"));
  const cloud = await openCloud(startCloud, images, jobSeconds);
  const durations = Array.from({ length: images }, (_, at) => jobSeconds(at));
  const ours = openStack(engine, programOfImages(images), cloud.credentials);
  const trivial = openStack(engine, programOfSleepers(durations), cloud.credentials);
  try {
    const made = await ours.up();
    const seen = cloud.seen();
    const baseline = await trivial.up();
    say(`  ${images}: ${made.seconds.toFixed(1)} s against ${baseline.seconds.toFixed(1)} s`);
    return report(images, made, seen, baseline);
  } finally {
    ours.dispose();
    trivial.dispose();
    await cloud.close();
  }
}

function report(images, made, seen, baseline) {
  // The ideal start is left out: trivial resources send nothing that queues (docs/waiting.md#the-queue-of-calls).
  const ratio = (made.seconds - seen.startSeconds) / baseline.seconds;
  const late = [...seen.lateMs].sort((a, b) => a - b);
  const mean = late.reduce((sum, ms) => sum + ms, 0) / late.length / 1000;
  const p95 = (late[Math.floor(0.95 * late.length)] ?? 0) / 1000;
  const cells = [
    images,
    `${mean.toFixed(2)} / ${p95.toFixed(2)} s`,
    (seen.polls / images).toFixed(1),
    seen.peak,
    seen.connections,
    seen.tokens,
    memory(made),
    memory(baseline),
    `${seen.startSeconds.toFixed(1)} s`,
    ratio.toFixed(2),
  ];
  const goals = [
    { what: `${seen.tokens} token request (1)`, met: seen.tokens === 1 },
    { what: `${seen.connections} connections besides creates (≤ 3)`, met: seen.connections <= 3 },
    {
      what: `provider ${memory(made)} resident (≤ 25 more than trivial resources: ${memory(baseline)})`,
      met: made.provider.heightMiB <= baseline.provider.heightMiB + 25,
    },
    {
      what: `${ratio.toFixed(2)} × the time of trivial resources, without the ideal start (≤ 1.2)`,
      met: ratio <= 1.2,
    },
    { what: `${seen.peak} polls in a second (≤ 2)`, met: seen.peak <= 2 },
  ];
  return { cells, goals };
}

/** At most, and at rest. */
const memory = ({ provider }) => `${provider.heightMiB}, ${provider.restMiB} MiB`;

function programOfImages(images) {
  return `import { DataImage } from "pulumi-cloud-images";
for (let at = 0; at < ${images}; at++)
  new DataImage(\`image-\${at}\`, { source: { bucket: "exports", object: \`disk-\${at}.qcow2\` }, minDiskGiB: 40 });
`;
}

function programOfSleepers(durations) {
  return `import * as pulumi from "@pulumi/pulumi";
const provider: pulumi.dynamic.ResourceProvider = {
  async create({ seconds }) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return { id: "trivial", outs: {} };
  },
};
class Trivial extends pulumi.dynamic.Resource {
  constructor(name: string, seconds: number) {
    super(provider, name, { seconds });
  }
}
${JSON.stringify(durations)}.forEach((seconds, at) => new Trivial(\`trivial-\${at}\`, seconds));
`;
}
