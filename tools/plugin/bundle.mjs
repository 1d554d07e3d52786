// The plugin as it is delivered: a file that needs Node.js and nothing else, because the machines of programs in Python or YAML have no
// node_modules. Made from the sources, so that of each package only what is used comes along.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../folders.mjs";
import { cmdLauncher, pluginName, shLauncher, startFile } from "./launchers.mjs";
import { oldestNode } from "./manifest.mjs";
import { noticesOf } from "./notices.mjs";

/** Writes the plugin into a folder. It reads the package.json that stands beside it or above. */
export async function bundlePlugin(folder) {
  const place = (name) => path.join(folder, name);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["provider/pulumi/native/main.ts"],
    outfile: place("plugin.js"),
    bundle: true,
    platform: "node",
    target: `node${oldestNode}`,
    tsconfigRaw: {}, // nothing of the compiler's settings changes what is written
    // Names stay, for the stacks of faults that are ours.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none", // THIRD-PARTY.txt has the licences whole
    metafile: true,
    logLevel: "warning",
  });
  const executable = { mode: 0o755 };
  writeFileSync(place("start.js"), startFile, executable);
  writeFileSync(place(pluginName), shLauncher, executable);
  writeFileSync(place(`${pluginName}.cmd`), cmdLauncher, executable);
  writeFileSync(place("THIRD-PARTY.txt"), noticesOf(Object.keys(metafile.inputs)));
}
