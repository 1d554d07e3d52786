// npm test: sets up, provides the real engine, then runs jest's projects `unit` and `e2e` at the same time, and `languages` as soon
// as there are hosts of other languages: built the first time, at low priority, while the others run. What cannot be had is
// skipped, with CI=true a failure. The last line is "N passed, N failed[, N skipped]".
//   --nodes 20,22,24   runs the end-to-end tests once with each of these Node versions; one that cannot be had is skipped,
//                      with CI=true a failure
//   --whole            tests every fault at every call, and every point at which a run can be killed, not only a selection
//   --lint             counts Biome and the type check as tests
//   --openstack        runs the tests against a real OpenStack where that is possible, else counts them as skipped
//   --unit             the unit tests alone, which need no engine (npm run test:unit)
// Everything else goes to jest, e.g. `npm test -- -t "adopts"`. Where files or folders are named, e.g.
// `npm test -- test/http/call.test.ts`, only theirs run, and an engine is looked for only if they need one.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { runChecks } from "./checks.mjs";
import { main, Problem, say } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { runJest } from "./test/jest.mjs";
import { runLanguages } from "./test/languages.mjs";
import { namedProjects } from "./test/named.mjs";
import { nodeBinary } from "./test/nodes.mjs";
import { runOpenStack, whyNoOpenStack } from "./test/openstack.mjs";
import { withRecorded } from "./test/start/recorded.mjs";

const ours = {
  nodes: { type: "string" },
  whole: { type: "boolean" },
  lint: { type: "boolean" },
  unit: { type: "boolean" },
  openstack: { type: "boolean" },
};
const cores = availableParallelism();
/** The tests that depend on the version of Node; all others run once, on the first version. */
const onEveryNode = ["--testPathPatterns", "e2e/(engine|volumeImage|jobImages|packageSchema)\\.test"];
/** These start as they do with users, without tools/test/start, with which all other programs and providers start faster. */
const asUsersStart = { E2E_PLAIN_START: "true" };

await main(async () => {
  const { options, rest } = readArguments(process.argv.slice(2));
  const wanted = namedProjects(rest).filter((project) => !options.unit || project === "unit");
  if (wanted.length === 0) throw new Problem("None of these are unit tests: npm test runs the others.");
  const endToEndWanted = wanted.includes("e2e");
  await setUp();
  process.env.FC_SEED ??= "20261121";
  say(`Seed of the property tests: ${process.env.FC_SEED} (FC_SEED sets another)`);
  let engine;
  if (endToEndWanted || wanted.includes("languages")) {
    const { ensureEngine } = await import("./engine/ensure.mjs");
    engine = await ensureEngine();
    say(`Engine: pulumi ${engine.version} from ${engine.source}`);
  }

  const whole = options.whole ? { TEST_WHOLE: "true" } : {};
  const [first, ...others] = options.nodes?.split(",") ?? [undefined];
  // All at once: an engine mostly waits, for a cloud or for its provider. Unit tests use the time that is left.
  const results = await Promise.all([
    options.lint ? runChecks().then((checks) => checks.map(asResult)) : [],
    wanted.includes("unit")
      ? runJest("unit", { args: ["--maxWorkers", `${cores}`, ...rest], env: whole, niceness: 10 })
      : [],
    endToEndWanted
      ? endToEnd(first, { args: ["--maxWorkers", `${Math.min(2 * cores, 8)}`, ...rest], env: whole, engine })
      : [],
    wanted.includes("languages") ? runLanguages(engine, { args: rest, env: whole }) : [],
    inTurn([
      ...(endToEndWanted ? others : []).map(
        (node) => () => endToEnd(node, { args: ["--runInBand", ...onEveryNode, ...rest], env: asUsersStart }),
      ),
      () => options.openstack && openStack(rest),
    ]),
  ]);
  return summarise(results.flat());
});

/** End-to-end tests whose programs and providers run on this version of Node; with an engine, they start fast. */
async function endToEnd(major, { args, env, engine }) {
  const node = major ? await nodeBinary(major) : process.execPath;
  const label = major ? `e2e on Node ${major}` : "e2e";
  const run = (more) => runJest("e2e", { label, args, env: { E2E_NODE: node, ...env, ...more } });
  if (node && engine) return withRecorded({ node, engine }, (archive) => run({ E2E_ARCHIVE: archive }));
  if (node) return run({});
  const why = `${label} (not the running Node, and npm has none)`;
  return process.env.CI === "true" ? missing(why) : skip(why);
}

function openStack(args) {
  const reason =
    process.env.CI === "true" ? whyNoOpenStack() : "only with CI=true; by hand: npm run test:openstack";
  return reason ? skip(`openstack (${reason})`) : runOpenStack(args);
}

async function inTurn(runs) {
  const results = [];
  for (const run of runs) results.push((await run()) || []);
  return results.flat();
}

/** Separates our options from those of jest, which are many and not known here. */
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

/** In CI, a run that was asked for but cannot be had is a failure. */
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
