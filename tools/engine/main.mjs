// node tools/engine/main.mjs: makes sure that there is an engine, and prints which one.
import { main } from "../say.mjs";
import { setUpPackages } from "../setup.mjs";

await main(async () => {
  await setUpPackages();
  const { ensureEngine } = await import("./ensure.mjs");
  const { path, version, source } = await ensureEngine();
  console.log(`pulumi ${version} from ${source} in ${path}`);
});
