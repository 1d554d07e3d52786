// npm test: set-up, the real engine, then jest: `unit`, then `e2e`. Ends with "N passed, N failed[, N skipped]".
//   --nodes 20,22,24   runs the end-to-end tests once with each of these Node versions; one that cannot be had is skipped,
//                      with CI=true a failure
//   --whole            every fault at every call and every point at which a run can be killed, not only a few of each
//   --lint             counts Biome and the type check as tests
//   --openstack        runs the tests against a real OpenStack where that is possible, else counts them as skipped
// Everything else goes to jest, e.g. `npm test -- -t "adopts"`.
import { parseArgs } from "node:util";
import { runChecks } from "./checks.mjs";
import { main, say } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { runJest } from "./test/jest.mjs";
import { nodeBinary } from "./test/nodes.mjs";
import { runOpenStack, whyNoOpenStack } from "./test/openstack.mjs";

const ours = {
  nodes: { type: "string" },
  whole: { type: "boolean" },
  lint: { type: "boolean" },
  openstack: { type: "boolean" },
};
/** What depends on the Node that programs and providers run on; everything else is proved once, on the first. */
const onEveryNode = ["--testPathPatterns", "e2e/(engine|volumeImage|jobImages)\\.test"];

await main(async () => {
  const { options, rest } = readArguments(process.argv.slice(2));
  await setUp();
  const { ensureEngine } = await import("./engine/ensure.mjs");
  const engine = await ensureEngine();
  process.env.FC_SEED ??= "20261121";
  say(`Seed of the property tests: ${process.env.FC_SEED} (FC_SEED sets another)`);
  say(`Engine: pulumi ${engine.version} from ${engine.source}`);

  const results = [];
  if (options.lint) results.push(...(await runChecks()).map(asResult));
  const whole = options.whole ? { TEST_WHOLE: "true" } : {};
  results.push(await runJest("unit", { args: ["--maxWorkers", "2", ...rest], env: whole }));
  for (const [at, major] of (options.nodes?.split(",") ?? [undefined]).entries()) {
    const node = major ? await nodeBinary(major) : process.execPath;
    const label = major ? `e2e on Node ${major}` : "e2e";
    if (!node) {
      const why = `${label} (not the running Node, and npm has none)`;
      results.push(process.env.CI === "true" ? missing(why) : skip(why));
      continue;
    }
    // Two stacks at once is what two cores carry: each is an engine, a program and a provider.
    const args = ["--maxWorkers", "2", ...(at === 0 ? [] : onEveryNode), ...rest];
    const env = { E2E_NODE: node, ...(at === 0 && whole) };
    results.push(await runJest("e2e", { label, args, env }));
  }
  if (options.openstack) {
    const reason =
      process.env.CI === "true" ? whyNoOpenStack() : "only with CI=true; by hand: npm run test:openstack";
    results.push(reason ? skip(`openstack (${reason})`) : await runOpenStack(rest));
  }
  return summarise(results);
});

/** Splits our options from jest's, which are many and not ours to know. */
function readArguments(args) {
  const { tokens } = parseArgs({ args, options: ours, strict: false, allowPositionals: true, tokens: true });
  const known = tokens.filter((token) => token.kind === "option" && token.name in ours);
  const taken = new Set(
    known.flatMap((token) => (token.inlineValue === false ? [token.index, token.index + 1] : [token.index])),
  );
  return {
    options: Object.fromEntries(known.map((token) => [token.name, token.value ?? true])),
    rest: args.filter((_, index) => !taken.has(index)),
  };
}

function skip(name) {
  return { passed: 0, failed: 0, skipped: [name] };
}

/** In CI nothing that was asked for may be left out. */
function missing(label) {
  return { label, passed: 0, failed: 1, skipped: [] };
}

function asResult({ name, passed, output }) {
  if (!passed) say(`${name} found:\n${output}`);
  return { label: name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] };
}

function summarise(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const skipped = results.flatMap((result) => result.skipped);
  const [passed, failed] = [total("passed"), total("failed")];
  for (const { label, failed, note } of results)
    if (failed) say(`Failed in ${label}: ${failed}${note ? ` (${note})` : ""}`);
  for (const name of skipped) say(`Skipped: ${name}`);
  if (passed + failed === 0) say("No test ran.");
  console.log(`${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ""}`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
