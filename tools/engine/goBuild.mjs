// Builds a command from Go modules, with go.mod and go.sum as committed.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { run } from "../run.mjs";
import { goVersion } from "./version.mjs";

/** `module` is a folder beside this file, `command` a package in it or in its requirements. { reason } if it could not be built. */
export async function goBuild(what, { module, command, output, ldflags = "", limitSeconds, niceness }) {
  const lacks = goLacks();
  if (lacks) return { reason: lacks };
  // The same flags for all, so that what several need is compiled once.
  const args = ["build", "-v", "-trimpath", "-tags", "osusergo,grpcnotrace"];
  args.push("-ldflags", `-s -w ${ldflags}`.trim(), "-o", output, command);
  const { code, output: said } = await run(what, "go", args, {
    cwd: moduleFolder(module),
    env: goEnvironment,
    limitSeconds,
    niceness,
    doing: "building",
  });
  return code === 0 ? {} : { reason: `the Go build failed:\n${said.slice(-1500).trim()}` };
}

/** The sources of a module that a build has fetched. */
export function sourcesOf(module, name) {
  const args = ["list", "-m", "-f", "{{.Dir}}", name];
  const options = { cwd: moduleFolder(module), env: goEnvironment, encoding: "utf8" };
  return execFileSync("go", args, options).trim();
}

// Without a C compiler, and without a Go workspace or flags of the user.
const goEnvironment = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };

const moduleFolder = (module) => fileURLToPath(new URL(module, import.meta.url));

function goLacks() {
  const ask = (name, env) =>
    execFileSync("go", ["env", name], { env: { ...process.env, ...env }, encoding: "utf8" }).trim();
  try {
    const local = ask("GOVERSION", { GOTOOLCHAIN: "local" }).replace(/^go/, "");
    // An older Go fetches the version that go.mod names, unless GOTOOLCHAIN forbids it.
    if (isOlder(local, goVersion) && (isOlder(local, "1.21") || ask("GOTOOLCHAIN") === "local")) {
      return `Go ${local} is too old (needed: ${goVersion})`;
    }
    return undefined;
  } catch {
    return "no Go on PATH";
  }
}

function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number.parseFloat));
  return a[0] !== b[0] ? a[0] < b[0] : a[1] < b[1];
}
