// The local clouds (local-cloud) as `npm start` uses them: one process, its admin interface, its clouds.yaml.
import { spawn } from "node:child_process";
import { openSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { root } from "../folders.mjs";
import { Problem } from "../say.mjs";

const startLimitSeconds = 20;

/**
 * With `keep` it outlives this process, writes its messages to a file in `folder`, and serves other tools. Otherwise it ends when
 * its stdin is closed.
 */
export async function startLocalCloud({ folder, keep }) {
  const server = path.join(root, "local-cloud/bin/main.js");
  const args = [server, "--port", "0", keep ? "--port-each" : "--until-stdin-closes"];
  const messages = keep ? openSync(path.join(folder, "cloud.log"), "a") : "inherit";
  // In a process group of its own: a Ctrl-C is for Pulumi, which still needs the cloud to finish.
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: [keep ? "ignore" : "pipe", "pipe", messages],
  });
  const { credentials, admin, origins } = JSON.parse(await firstLine(child));
  if (keep) {
    child.stdout.destroy();
    child.unref();
  }
  return {
    pid: child.pid,
    origins,
    cloudsYaml: writeCloudsYaml(folder, credentials),
    admin: (method, route, body) => callAdmin(admin, method, route, body),
    stop: () => child.kill("SIGTERM"),
  };
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Problem(`The local clouds were not ready after ${startLimitSeconds} s.`)),
      startLimitSeconds * 1000,
    );
    child.once("exit", (code) => reject(new Problem(`The local clouds ended at once (exit code ${code}).`)));
    createInterface({ input: child.stdout }).once("line", (line) => {
      clearTimeout(limit);
      resolve(line);
    });
  });
}

/** JSON is YAML. The keys of `credentials` are the names of the clouds: OS_CLOUD=otc. */
function writeCloudsYaml(folder, credentials) {
  const file = path.join(folder, "clouds.yaml");
  writeFileSync(file, JSON.stringify({ clouds: credentials }, null, 2), { mode: 0o600 });
  return file;
}

async function callAdmin(admin, method, route, body) {
  const response = await fetch(admin + route, {
    method,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Problem(`The local clouds refused ${method} ${route}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
