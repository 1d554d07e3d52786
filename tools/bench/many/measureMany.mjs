// What 1 to 3,000 images in one stack cost, against as many trivial dynamic resources: previews, ups
// without a change, refreshes and destroys by the real engine, in turn. States and images are put in place, not made.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../folders.mjs";
import { say, seconds } from "../../say.mjs";
import { manyImages } from "./manyImages.mjs";
import { openManyStack } from "./manyStack.mjs";
import { manyTrivial } from "./manyTrivial.mjs";
import { median, reportOf } from "./report.mjs";

const { ensureEngine } = await import("../../engine/ensure.mjs");

const everything = ["preview", "up", "refresh", "destroy"];
/** How often a command runs on each side. */
const often = { 1: 5, 100: 3, 1000: 3, 3000: 1 };

/** Resolves with { markdown, met }. Destroys take longest: ten requests in a second are all that a cloud gets. */
export async function measureMany({
  counts = [1, 100, 1000, 3000],
  rounds = often,
  commands = everything,
} = {}) {
  const started = Date.now();
  const engine = await ensureEngine();
  const { startCloud } = createRequire(import.meta.url)(path.join(root, "local-cloud/bin/index.js"));
  const sides = { images: await manyImages(startCloud), trivial: manyTrivial() };
  const stacks = {};
  const rows = [];
  try {
    for (const [side, subject] of Object.entries(sides)) stacks[side] = await openManyStack(engine, subject);
    for (const count of counts) {
      for (const command of commands) {
        const runs = { images: [], trivial: [] };
        for (let round = 0; round < (rounds[count] ?? 1); round++)
          for (const side of round % 2 === 0 ? ["images", "trivial"] : ["trivial", "images"]) {
            if (round === 0 || command === "destroy") await stacks[side].fill(count);
            runs[side].push(await stacks[side].run(command));
          }
        rows.push({ count, command, images: median(runs.images), trivial: median(runs.trivial) });
        const { images, trivial } = rows.at(-1);
        say(
          `${count} × ${command}: CPU ${images.cpu.toFixed(1)} s against ${trivial.cpu.toFixed(1)} s, ${images.calls} calls`,
        );
      }
    }
  } finally {
    for (const stack of Object.values(stacks)) stack.dispose();
    await sides.images.close();
  }
  say(`${seconds(started)} s.`);
  return reportOf(rows);
}
