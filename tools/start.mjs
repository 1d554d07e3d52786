// npm start: a demonstration on this machine. The real Pulumi engine creates an image of each kind in two local clouds,
// finds that nothing is left to do, corrects a change made by hand, and removes the images again.
//   --keep                       leaves the local clouds running, and prints how to use them from another terminal
//   --language yaml or python    the example in that language instead, with the plugin: up, a change, an import, destroy
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./folders.mjs";
import { main, Problem, say, seconds } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { startArguments } from "./start/arguments.mjs";
import { heading } from "./start/expect.mjs";
import { prepare } from "./start/inTheClouds.mjs";
import { languages } from "./start/languages/languages.mjs";
import { showInLanguage } from "./start/languages/stages.mjs";
import { startLocalCloud } from "./start/localCloud.mjs";
import { keptCloud, ownCloud, ownProgram } from "./start/nextSteps.mjs";
import { createStack } from "./start/stack.mjs";
import { showAll } from "./start/stages.mjs";

await main(async () => {
  const { keep, language } = startArguments(process.argv.slice(2));

  await setUp();
  if (!existsSync(path.join(root, "Pulumi.yaml")))
    throw new Problem("There is no Pulumi.yaml in the checkout.");
  const { ensureEngine } = await import("./engine/ensure.mjs");
  const engine = await ensureEngine();
  const started = Date.now();

  // All files of this run: backend, stack settings, credentials of the local clouds. Mode 0700, removed at the end.
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-cloud-images-"));
  let cloud;
  let kept = false;
  const cleanUp = () => {
    if (kept) return;
    cloud?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  // While Pulumi runs, it handles an interrupt first (start/stack.mjs); between two runs, an interrupt ends this process.
  process.once("exit", cleanUp);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => process.listenerCount(signal) === 1 && process.exit(130));
  }
  try {
    heading(
      "Two clouds on this machine",
      `The engine is pulumi ${engine.version} (${engine.source}); one cloud speaks as Open Telekom Cloud does, one as ZStack.`,
    );
    cloud = await startLocalCloud({ folder, keep });
    const config = await prepare(cloud);
    const common = { folder, engine, cloudsYaml: cloud.cloudsYaml, config };
    const done = () => say(`Done in ${seconds(started)} s.`);
    if (language) {
      await showInLanguage(languages[language], { ...common, cloud });
      done();
      say(ownProgram);
    } else {
      const stack = createStack(common);
      await showAll(stack, cloud);
      done();
      say(ownCloud);
      if (keep) say(keptCloud({ pid: cloud.pid, origins: cloud.origins, folder, ...stack }));
    }
    kept = keep;
  } finally {
    cleanUp();
  }
});
