// node tools/engine/main.mjs: makes sure that there is an engine, and prints which one.
//   yaml, python, generators, pythonSdk   these besides (hosts.mjs)
import { main, Problem } from "../say.mjs";
import { setUpPackages } from "../setup.mjs";

await main(async () => {
  await setUpPackages();
  const { ensureEngine } = await import("./ensure.mjs");
  const engine = await ensureEngine();
  console.log(`pulumi ${engine.version} from ${engine.source} in ${engine.path}`);
  const { ensure, untested } = await import("./hosts.mjs");
  for (const name of process.argv.slice(2)) {
    if (!untested[name])
      throw new Problem(`There is no ${name}, only ${Object.keys(untested).join(", ")}.`, 2);
    const { path, source, reason } = await ensure(name, engine);
    if (reason) throw new Problem(`${untested[name]} are not tested: ${reason}`);
    console.log(`${name} from ${source} in ${path}`);
  }
});
