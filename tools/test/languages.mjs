// Runs the tests of programs in other languages, with the hosts that can be had.
import { say } from "../say.mjs";
import { findTests, runJest } from "./jest.mjs";

/** The hosts are built while the end-to-end tests run, and before the unit tests, because these tests wait for them. */
const niceness = 5;

export async function runLanguages(engine, { args, env }) {
  // Whoever asks for other tests does not wait for a build.
  if (findTests("languages", args).length === 0) return [];
  const { ensure, untested } = await import("../engine/hosts.mjs");
  const hosts = {};
  for (const [name, what] of Object.entries(untested)) {
    const host = await ensure(name, engine, { niceness }).catch((problem) => ({ reason: problem.message }));
    hosts[name] = host;
    if (host.reason) say(`${what} are not tested: ${host.reason}`);
    else say(`Other languages: ${name} from ${host.source}`);
  }
  const result = await runJest("languages", {
    args: ["--maxWorkers", "2", ...args],
    env: { E2E_HOSTS: JSON.stringify(hosts), ...env },
  });
  return [result, ...(process.env.CI === "true" ? missing(hosts) : [])];
}

/** In CI, what cannot be had is a failure, beside the tests that are skipped for it. */
export function missing(hosts) {
  const without = Object.entries(hosts).filter(([, { reason }]) => reason);
  return without.map(([name, { reason }]) => ({
    label: `languages: ${name}`,
    passed: 0,
    failed: 1,
    skipped: [],
    note: reason,
  }));
}
