// What 1 to 3,000 images in one stack cost, against as many trivial dynamic resources, and such with an image's outputs: previews, ups
// without a change, refreshes and destroys by the real engine, in turn. States and images are put in place, not made.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../folders.mjs";
import { say, seconds } from "../../say.mjs";
import { manyImages } from "./manyImages.mjs";
import { openManyStack } from "./manyStack.mjs";
import { manyTrivial } from "./manyTrivial.mjs";
import { median } from "./median.mjs";

const { ensureEngine } = await import("../../engine/ensure.mjs");

/** How often a command runs on each side; a destroy of many, which takes longest, once. */
const often = (count, command) => (count === 1 ? 5 : count > 1000 || command === "destroy" ? 1 : 3);

/** Resolves with a row for each number and command. */
export async function measureMany(counts, commands) {
  const started = Date.now();
  const engine = await ensureEngine();
  const { startCloud } = createRequire(import.meta.url)(path.join(root, "local-cloud/bin/index.js"));
  const images = await manyImages(startCloud);
  const stacks = {};
  const rows = [];
  try {
    stacks.images = await openManyStack(engine, images);
    stacks.trivial = await openManyStack(engine, manyTrivial());
    stacks.alike = await openManyStack(engine, manyTrivial(shown(stacks.images.outputs)));
    for (const count of counts)
      for (const command of commands) {
        rows.push(await measured(stacks, count, command));
        const { images, trivial, alike } = rows.at(-1);
        const cpu = [images, trivial, alike].map((side) => `${side.cpu.toFixed(1)} s`);
        say(
          `${count} × ${command}: ${cpu[0]} of CPU against ${cpu[1]}, ${cpu[2]} with the same outputs; ${images.calls} calls; ${seconds(started)} s`,
        );
      }
  } finally {
    for (const stack of Object.values(stacks)) stack.dispose();
    await images.close();
  }
  return rows;
}

async function measured(stacks, count, command) {
  const sides = Object.keys(stacks);
  const runs = Object.fromEntries(sides.map((side) => [side, []]));
  for (let round = 0; round < often(count, command); round++)
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      if (round === 0 || command === "destroy") await stacks[side].fill(count);
      runs[side].push(await stacks[side].run(command));
    }
  return { count, command, ...Object.fromEntries(sides.map((side) => [side, median(runs[side])])) };
}

/** Outputs as another resource may have them: not what Pulumi gives each dynamic resource, and nothing encrypted. */
function shown({ __provider, ...outputs }) {
  const plain = (value) => (value?.plaintext === undefined ? value : JSON.parse(value.plaintext));
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, plain(value)]));
}
