// npm run pack:plugin: packs the plugin for each platform, as `pulumi plugin install` and Pulumi's download servers want it, into
// dist/, with SHA-256 sums. The archives differ in their launchers only: what they start is JavaScript.
//   --download-url URL   where engines will fetch these archives from: the schema and SDKs that are generated from it say so.
//                        Without it, what pluginDownloadURL in provider/package.json says
//   --out FOLDER         another folder than dist/
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./folders.mjs";
import { archive } from "./plugin/archive.mjs";
import { pluginName } from "./plugin/launchers.mjs";
import { pluginManifest, version } from "./plugin/manifest.mjs";
import { main, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

/** The names of Go, which the engine has in them. */
const platforms = [
  "linux-amd64",
  "linux-arm64",
  "darwin-amd64",
  "darwin-arm64",
  "windows-amd64",
  "windows-arm64",
];

await main(async () => {
  const { values } = parseArgs({
    options: {
      "download-url": { type: "string" },
      out: { type: "string", default: path.join(root, "dist") },
    },
  });
  await setUp({ only: "provider/plugin" });
  const built = (name, runs) => [name, readFileSync(path.join(root, "provider/plugin", name)), runs];
  const common = [
    built("start.js", true),
    built("plugin.js"),
    built("THIRD-PARTY.txt"),
    ["LICENSE", readFileSync(path.join(root, "LICENSE"))],
    ["package.json", `${JSON.stringify(pluginManifest(values["download-url"]), null, 2)}\n`],
  ];
  mkdirSync(values.out, { recursive: true });
  const sums = platforms.map((platform) => {
    const launcher = platform.startsWith("windows") ? `${pluginName}.cmd` : pluginName;
    const packed = archive([...common, built(launcher, true)]);
    const file = `${pluginName}-v${version}-${platform}.tar.gz`;
    const place = path.join(values.out, file);
    writeFileSync(place, packed);
    say(`${path.relative(process.cwd(), place)}: ${Math.round(packed.length / 1000)} kB`);
    return `${createHash("sha256").update(packed).digest("hex")}  ${file}\n`;
  });
  writeFileSync(path.join(values.out, "SHA256SUMS"), sums.join(""));
});
