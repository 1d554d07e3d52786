// What our language host for Node.js has started, and how all of it ends.
const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const net = require("node:net");
const path = require("node:path");

const running = new Set();

/** Runs one of the SDK's entry points with the SDK that `folder` resolves; its exit code. */
function startFromSdk(folder, entryPoint, { nodeArgs = [], args, env, cwd }, onStdout, onStderr) {
  const script = inSdkOf(folder, `cmd/${entryPoint}`);
  const options = { cwd, env: { ...process.env, ...env } };
  return exitCode(process.execPath, [...nodeArgs, script, ...args], options, onStdout, onStderr);
}

function inSdkOf(folder, part) {
  try {
    return createRequire(path.join(folder, "from.js")).resolve(`@pulumi/pulumi/${part}`);
  } catch {
    throw new Error(
      `@pulumi/pulumi cannot be found from ${folder}: install its dependencies (npm install, or pulumi install)`,
    );
  }
}

/** Runs a command; its exit code. */
function exitCode(command, args, options, onStdout, onStderr) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.stdout.on("data", onStdout);
  child.stderr.on("data", onStderr);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  }).finally(() => running.delete(child));
}

function interrupt() {
  for (const child of running) child.kill("SIGINT");
}

// An engine that ends normally interrupts our process group. A killed engine cannot, but then our parent process changes.
// The address is probed once, in case the engine was gone before we read our parent.
function endWithEngine(engineAddress) {
  const parent = process.ppid;
  const [host, port] = engineAddress.split(":");
  const once = net.connect({ host, port: Number(port) }, () => once.destroy());
  once.on("error", (error) => error.code === "ECONNREFUSED" && end());
  setInterval(() => process.ppid !== parent && end(), 500);
  // When the engine is gone, the output of a program has no reader. That must not end this process before the program.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", end);
}

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  for (const child of running) child.kill("SIGTERM");
  setTimeout(() => {
    try {
      // The engine made this process the leader of a group, which contains everything that a program has started.
      process.kill(-process.pid, "SIGKILL");
    } catch {
      for (const child of running) child.kill("SIGKILL");
    }
    process.exit(1);
  }, 1000);
}

module.exports = { endWithEngine, exitCode, interrupt, startFromSdk };
