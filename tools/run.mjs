import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import { Problem, say, seconds, span } from "./say.mjs";

const progressEverySeconds = 15;
const keptCharacters = 64_000;

/**
 * Runs one step: says what it does and its time limit, reports progress if it takes long, and stops it (with everything
 * it has started) when its time is over or when this process is interrupted.
 * Resolves with { code, output }; a step that runs out of time is a Problem.
 */
export function run(what, command, args, options = {}) {
  const { limitSeconds, cwd, env = process.env, doing = inSentence(what), niceness } = options;
  say(`${what} (at most ${span(limitSeconds)})`);
  const started = Date.now();
  // In a process group of its own, so that the children of a build tool end with it.
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  // What it starts inherits its priority. Without a process there is nothing to set: "error" follows.
  if (niceness && child.pid) setPriority(child.pid, niceness);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output = (output + text).slice(-keptCharacters);
    });
  }
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    end("SIGKILL");
  }, limitSeconds * 1000);
  const progress = setInterval(() => {
    const last = output.trim().split("\n").at(-1)?.slice(0, 90);
    say(`  … ${span(seconds(started))}: still ${doing}${last ? ` — ${last}` : ""}`);
  }, progressEverySeconds * 1000);
  const interrupted = (signal) => {
    end("SIGTERM");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);

  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Problem(`Could not run ${command}: ${error.message}`)));
    child.once("close", (code) => {
      if (late)
        reject(
          new Problem(`${what}: not done after ${span(limitSeconds)}, stopped.\n${output.slice(-2000)}`),
        );
      else resolve({ code: code ?? 1, output });
    });
  }).finally(() => {
    clearTimeout(limit);
    clearInterval(progress);
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  });
}

/** "Compiling the bench" → "compiling the bench". */
const inSentence = (what) => what.charAt(0).toLowerCase() + what.slice(1);
