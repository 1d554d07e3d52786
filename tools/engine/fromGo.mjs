// Builds the engine from Go modules, for machines that reach a Go module proxy but not the vendor's download.
import { chmodSync, copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { goBuild } from "./goBuild.mjs";
import { copySdk } from "./sdk.mjs";
import { version } from "./version.mjs";

const require = createRequire(import.meta.url);
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * The vendor's language host is a Go module without tags, which no proxy serves, so ours is a script in a folder next to this file.
 * The host of dynamic providers is part of the npm package.
 */
const nodejs = fileURLToPath(new URL("nodejs", import.meta.url));
export const scripts = [
  ...readdirSync(nodejs).map((name) => path.join(nodejs, name)),
  path.join(path.dirname(require.resolve("@pulumi/pulumi/package.json")), "pulumi-resource-pulumi-nodejs"),
];

/** Builds into folder/bin; { reason } if it could not. */
export async function buildWithGo(folder) {
  const bin = path.join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const what = `Building Pulumi ${version} from Go modules: once, about 4 min on two cores, 250 MB of downloads`;
  const built = await goBuild(what, {
    module: "go",
    command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    output: path.join(bin, "pulumi"),
    // Without its version, the Automation API refuses the engine.
    ldflags: `-X ${versionVariable}=v${version}`,
    limitSeconds: 900,
  });
  if (built.reason) return built;
  for (const script of scripts) {
    const copy = path.join(bin, path.basename(script));
    copyFileSync(script, copy);
    chmodSync(copy, 0o755);
  }
  copySdk(folder);
  return {};
}
