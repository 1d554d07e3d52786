// The licences of what a bundle has inside: they ask to be passed on with it.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../folders.mjs";
import { Problem } from "../say.mjs";

/** For the sources of a bundle, as esbuild names them: relative to the checkout. */
export function noticesOf(sources) {
  const folders = sources.flatMap(
    (source) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? [],
  );
  const packages = [...new Set(folders)].map(readPackage).sort((a, b) => (a.title < b.title ? -1 : 1));
  const line = "-".repeat(80);
  return [
    "The plugin of pulumi-cloud-images has these packages inside.\n",
    ...packages.map(
      ({ title, license, texts }) =>
        `${line}\n${title}, licence ${license}\n${line}\n\n${texts.join("\n\n")}\n`,
    ),
  ].join("\n");
}

function readPackage(folder) {
  const place = path.join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(place, "package.json"), "utf8"));
  const files = readdirSync(place).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (files.length === 0)
    throw new Problem(`${name} ${version} is bundled into the plugin, and has no file with its licence.`);
  const texts = files
    .sort()
    .map((file) => readFileSync(path.join(place, file), "utf8").replace(/\r/g, "").trim());
  return { title: `${name} ${version}`, license, texts };
}
