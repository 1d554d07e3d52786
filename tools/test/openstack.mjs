// Runs the jest project `openstack` against a real OpenStack (test/openstack/lab.sh).
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../folders.mjs";
import { run } from "../run.mjs";
import { Problem, say } from "../say.mjs";
import { runJest } from "./jest.mjs";

const lab = path.join(root, "test/openstack/lab.sh");

/** What this machine lacks, or undefined. The packages are those of Debian 12, and need root to be installed and run. */
export function whyNoOpenStack() {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  if (!/^ID=debian$/m.test(release) || !/^VERSION_ID="12"$/m.test(release)) return "needs Debian 12";
  return process.getuid() === 0 ? undefined : "needs root";
}

export async function runOpenStack(args = []) {
  const state = mkdtempSync(path.join(tmpdir(), "openstack-lab-"));
  const [keystone, glance, cinder] = await freePorts(3);
  const env = { ...process.env, LAB_STATE: state, LAB_PORTS: `${keystone} ${glance} ${cinder}` };
  const step = (what, command, limitSeconds) =>
    run(what, "bash", [lab, command], { env, limitSeconds, doing: `at it (lab.sh ${command})` });
  const stopAtExit = () => execFileSync("bash", [lab, "wipe"], { env, stdio: "ignore" });
  process.once("exit", stopAtExit);
  try {
    for (const [what, command, limitSeconds] of [
      ["Installing Keystone, Glance and Cinder from Debian (about 1 min, once)", "install", 600],
      ["Starting them (about 20 s)", "start", 240],
    ]) {
      const { code, output } = await step(what, command, limitSeconds);
      if (code !== 0) throw new Problem(`The OpenStack lab failed:\n${output}`);
      say(output.trim().split("\n").at(-1));
    }
    const settings = JSON.parse(execFileSync("bash", [lab, "env"], { env, encoding: "utf8" }));
    return await runJest("openstack", { args: ["--runInBand", ...args], env: settings });
  } finally {
    process.off("exit", stopAtExit);
    await step("Stopping the OpenStack services", "wipe", 120);
    rmSync(state, { recursive: true, force: true });
  }
}

/** Free ports. All are opened before the first is closed, so that they differ. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
