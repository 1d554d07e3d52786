// The real Pulumi CLI, from the nearest place that has one: PATH, our cache, the vendor's installer, Go modules.
// If none has, there is no engine: nothing pretends to be one.
import path from "node:path";
import { cache } from "../folders.mjs";
import { withLock } from "../lock.mjs";
import { Problem, say } from "../say.mjs";
import { hashOf } from "../stamp.mjs";
import { putInPlace } from "./cached.mjs";
import { examine, findOnPath } from "./find.mjs";
import { buildWithGo, scripts } from "./fromGo.mjs";
import { runInstaller } from "./installer.mjs";
import { sdkVersion } from "./sdk.mjs";
import { goVersion, version, whatSuits } from "./version.mjs";

/** { path: the folder to put first on PATH, version, source: "PATH" | "cache" | "installer" | "Go modules" } */
export async function ensureEngine({ log = say } = {}) {
  const onPath = findOnPath();
  if (onPath.engine) return { ...onPath.engine, source: "PATH" };
  // The plugin scripts and the SDK that ours speaks with are part of the key, so that a changed language host gets a new
  // folder and is never replaced under a running engine.
  const recipe = hashOf(scripts, version, sdkVersion).slice(0, 8);
  const home = path.join(cache, `pulumi-${version}-${process.platform}-${process.arch}-${recipe}`);
  return (
    cached(home) ??
    (await withLock(`${home}.lock`, { waitingFor: "installing the engine", limitSeconds: 1200 }, () => {
      // Another process may have provided it while we waited.
      const meanwhile = cached(home);
      if (meanwhile) return meanwhile;
      log(`No engine yet: ${onPath.reason}, and none in the cache.`);
      return make(home, [onPath.reason]);
    }))
  );
}

function cached(home) {
  const { engine } = examine(path.join(home, "bin"));
  return engine && { ...engine, source: "cache" };
}

async function make(home, reasons) {
  for (const [source, provide] of [
    ["installer", runInstaller],
    ["Go modules", buildWithGo],
  ]) {
    const { reason } = await putInPlace(home, async (folder) => {
      const made = await provide(folder);
      return made.reason ? made : examine(path.join(folder, "bin"));
    });
    if (!reason) return { ...cached(home), source };
    reasons.push(reason);
    say(`  No: ${reason}.`);
  }
  throw new Problem(noEngine(reasons));
}

const noEngine = (reasons) => `There is no Pulumi engine, and none could be had:
${reasons.map((reason) => `  - ${reason}`).join("\n")}
Do one of these and start again:
  - install Pulumi ${whatSuits} (https://www.pulumi.com/docs/install/),
    and put it on PATH;
  - or install Go ${goVersion} or newer, with a module proxy in reach (go env GOPROXY): the engine is then built here.`;
