// Builds the engine from Go modules, for machines that reach a Go module proxy but not the vendor's download.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../run.mjs";
import { goVersion, version } from "./version.mjs";

const source = fileURLToPath(new URL("go", import.meta.url));
const require = createRequire(import.meta.url);
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * The vendor's language host is a Go module without tags, which no proxy serves, so ours is a script next to this file.
 * The host of dynamic providers is part of the npm package.
 */
export const scripts = {
  "pulumi-language-nodejs": fileURLToPath(new URL("pulumi-language-nodejs", import.meta.url)),
  "pulumi-resource-pulumi-nodejs": path.join(
    path.dirname(require.resolve("@pulumi/pulumi/package.json")),
    "pulumi-resource-pulumi-nodejs",
  ),
};

/** Builds into folder/bin; { reason } if it could not. */
export async function buildWithGo(folder) {
  const lacks = goLacks();
  if (lacks) return { reason: lacks };
  const bin = path.join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const args = ["build", "-v", "-trimpath", "-tags", "osusergo,grpcnotrace"];
  // Without its version, the Automation API refuses the engine.
  args.push("-ldflags", `-s -w -X ${versionVariable}=v${version}`);
  args.push("-o", path.join(bin, "pulumi"), "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi");
  // Without a C compiler, with go.mod and go.sum as committed, and without a Go workspace of the user.
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };
  const what = `Building Pulumi ${version} from Go modules: once, about 4 min on two cores, 250 MB of downloads`;
  const { code, output } = await run(what, "go", args, {
    cwd: source,
    env,
    limitSeconds: 900,
    doing: "building",
  });
  if (code !== 0) return { reason: `the Go build failed:\n${output.slice(-1500).trim()}` };
  for (const [name, file] of Object.entries(scripts)) {
    copyFileSync(file, path.join(bin, name));
    chmodSync(path.join(bin, name), 0o755);
  }
  return {};
}

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
