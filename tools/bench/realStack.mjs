import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../folders.mjs";
import { Problem } from "../say.mjs";

/** A stack with one program, and everything it needs in a temporary folder of its own. */
export function openStack(engine, program, clouds) {
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-cloud-images-bench-"));
  for (const part of ["home", "backend"]) mkdirSync(path.join(folder, part));
  writeFileSync(path.join(folder, "index.ts"), program);
  writeFileSync(path.join(folder, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "bench", private: true }));
  writeFileSync(path.join(folder, "clouds.yaml"), JSON.stringify({ clouds }), { mode: 0o600 });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const env = {
    PATH: [engine.path, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    HOME: folder,
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    OS_CLIENT_CONFIG_FILE: path.join(folder, "clouds.yaml"),
    OS_CLOUD: "otc",
  };
  execFileSync("pulumi", ["stack", "init", "bench"], { cwd: folder, env, stdio: "pipe" });
  return {
    async up() {
      const started = Date.now();
      const args = ["up", "--yes", "--skip-preview", "--parallel", "100", "--non-interactive"];
      const child = spawn("pulumi", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
      let provider = { heightMiB: 0, restMiB: 0 };
      const watching = setInterval(() => (provider = memoryOf(folder) ?? provider), 500);
      const [code] = await once(child, "exit");
      clearInterval(watching);
      if (code !== 0) throw new Problem(`pulumi up ended with ${code}:\n${output.slice(-3000)}`);
      return { seconds: (Date.now() - started) / 1000, provider };
    },
    dispose: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The memory of this stack's provider process, which its environment identifies: the peak and the current value. Undefined without such a process, or without /proc. */
function memoryOf(folder) {
  for (const pid of pids()) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynamic-provider")) continue;
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(`HOME=${folder}\0`)) continue;
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const mib = (field) =>
        Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024);
      const [heightMiB, restMiB] = [mib("VmHWM"), mib("VmRSS")];
      if (restMiB > 0) return { heightMiB, restMiB };
    } catch {
      // It has just ended.
    }
  }
}

function pids() {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
