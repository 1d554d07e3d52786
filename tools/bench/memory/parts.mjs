// What each part costs that a provider process loads, each in a process of its own that has loaded Pulumi's SDK before.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { root } from "../../folders.mjs";

const RUNS = 5;
const provider = path.join(root, "provider");
const parts = [
  ["@pulumi/pulumi's provider process", "", "@pulumi/pulumi/cmd/dynamic-provider"],
  ["nothing: what measuring takes", "sdk", "node:fs"],
  ["undici, what we use of it", "sdk", "bin/http/proxies/undiciParts.js"],
  ["undici, all of it", "sdk", "undici"],
  ["zod", "sdk", "zod"],
  ["of which its locales", "sdk", "zod/v4/locales"],
  ["yaml", "sdk", "yaml"],
  ["this provider, with all but undici and yaml", "sdk", "bin/dynamic.js"],
];

// Without flags, and without a collection, in which the parts would disappear.
const script = `
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const load = createRequire(process.argv[1] + "/x.js");
const [, folder, before, part] = process.argv;
process.argv.push("127.0.0.1:1"); // of an engine: Pulumi's process does not start without
if (before === "sdk") load("@pulumi/pulumi/cmd/dynamic-provider");
const now = () => Number(/^VmRSS:\\s+(\\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
const count = () => Object.keys(require.cache).length;
const [mib, modules, cpu] = [now(), count(), process.cpuUsage()];
const loaded = load(part.startsWith("bin/") ? folder + "/" + part : part);
loaded.undiciParts?.();
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify([count() - modules, now() - mib, (user + system) / 1000]));
process.exit();
`;

/** Rows: name, modules, memory, CPU; medians. */
export function costsOfParts() {
  return parts.map(([name, before, part]) => {
    const runs = Array.from({ length: RUNS }, () =>
      JSON.parse(
        execFileSync(process.execPath, ["-e", script, provider, before, part], { encoding: "utf8" }),
      ),
    );
    const median = (at) => runs.map((run) => run[at]).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
    return [name, median(0), `${median(1).toFixed(1)} MiB`, `${Math.round(median(2))} ms`];
  });
}
