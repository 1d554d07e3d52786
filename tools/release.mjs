// npm run -s release -- v0.1.0: refuses what must not be released, and prints what the changelog says of this version, for the
// release's notes. Publishes nothing: .github/workflows/release.yml does.
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

/** Both packages have one version: the local cloud of a version plays what the provider of that version sends. */
function problemsOf(manifest, tag) {
  // Without an address npm has no provenance to show, and nobody knows where to report.
  const missing = ["repository", "bugs", "homepage", "license"].filter((field) => !manifest[field]);
  return [
    ...missing.map((field) => `- ${manifest.file} has no "${field}"`),
    ...(tag === `v${manifest.version}`
      ? []
      : [`- the tag is ${tag ?? "not given"}, the version in ${manifest.file} is ${manifest.version}`]),
  ];
}

/** Keep a Changelog: a section has the version and the day. */
function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}] - `));
  const [heading, ...lines] = section?.split("\n") ?? [""];
  const notes = lines.join("\n").trim();
  return / - \d{4}-\d{2}-\d{2}$/.test(heading) && notes !== "" ? notes : undefined;
}
