import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 50;
/** /proc tells CPU time in ticks, a hundred a second on every Linux. */
const TICKS = 100;

/**
 * Watches all processes whose home is this folder. `stop` tells their CPU time in seconds (what a process needs in its last
 * twentieth of a second may lack), and the most memory of each kind in MiB.
 */
export function watchProcesses(home) {
  const known = new Map();
  const strangers = new Set();
  const look = () => {
    for (const pid of pids()) {
      if (strangers.has(pid)) continue;
      try {
        if (!known.has(pid) && !readFileSync(`/proc/${pid}/environ`, "utf8").includes(`HOME=${home}\0`)) {
          strangers.add(pid);
          continue;
        }
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const mib = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
        const kind = kindOf(readFileSync(`/proc/${pid}/cmdline`, "utf8")) ?? known.get(pid)?.kind;
        known.set(pid, {
          cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
          mib: Math.max(mib, known.get(pid)?.mib ?? 0),
          kind,
        });
      } catch {
        strangers.delete(pid); // it has just ended, or another one begins
      }
    }
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return {
    stop() {
      clearInterval(timer);
      const all = [...known.values()];
      const sum = (kind, what) =>
        all.filter((one) => one.kind === kind).reduce((total, one) => total + one[what], 0);
      const kinds = ["engine", "program", "provider"];
      return {
        cpu: all.reduce((total, one) => total + one.cpu, 0),
        cpuOf: Object.fromEntries(kinds.map((kind) => [kind, sum(kind, "cpu")])),
        mib: all.reduce((total, one) => total + one.mib, 0),
        mibOf: Object.fromEntries(kinds.map((kind) => [kind, sum(kind, "mib")])),
      };
    },
  };
}

function kindOf(commandLine) {
  if (commandLine.includes("dynamic-provider")) return "provider";
  if (/cmd[\\/]run/.test(commandLine)) return "program";
  return /(^|\/)pulumi\0/.test(commandLine) ? "engine" : undefined;
}

const pids = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name));
