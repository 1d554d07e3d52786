// npm run -s release -- v0.1.0: refuses what must not be released, and prints the changelog's section of this version, for the
// release notes. It publishes nothing: .github/workflows/release.yml does that.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./folders.mjs";
import { main, Problem } from "./say.mjs";

await main(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: "string", default: root } },
  });
  const read = (file) => readFileSync(path.join(values.folder, file), "utf8");
  const manifests = ["provider", "local-cloud"].map((folder) => {
    const file = `${folder}/package.json`;
    return { file, ...JSON.parse(read(file)) };
  });
  const { version } = manifests[0];
  const notes = notesOf(read("CHANGELOG.md"), version);
  const problems = [
    ...manifests.flatMap((manifest) => problemsOf(manifest, positionals[0])),
    ...(notes === undefined
      ? [`- CHANGELOG.md has no section "## [${version}] - <date>", or nothing stands in it`]
      : []),
  ];
  if (problems.length > 0) throw new Problem(`This is not released:\n${problems.join("\n")}`);
  console.log(notes);
});

/** Both packages have the same version, because a version of the local cloud serves what the same version of the provider sends. */
function problemsOf(manifest, tag) {
  // Without an address npm cannot show provenance, and users do not know where to report problems.
  const fields = ["repository", "bugs", "homepage", "license"];
  // Without it, engines look for the plugin at Pulumi's own addresses, where it is not.
  if (manifest.file === "provider/package.json") fields.push("pluginDownloadURL");
  const missing = fields.filter((field) => !manifest[field]);
  return [
    ...missing.map((field) => `- ${manifest.file} has no "${field}"`),
    ...(tag === `v${manifest.version}`
      ? []
      : [`- the tag is ${tag ?? "not given"}, the version in ${manifest.file} is ${manifest.version}`]),
  ];
}

/** The section of a version. As in Keep a Changelog, its heading has the version and the date. */
function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}] - `));
  const [heading, ...lines] = section?.split("\n") ?? [""];
  const notes = lines.join("\n").trim();
  return / - \d{4}-\d{2}-\d{2}$/.test(heading) && notes !== "" ? notes : undefined;
}
