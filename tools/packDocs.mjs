// Run by `npm pack` (prepack): copies the pages for users, the licence and the changelog into provider/, because the npm page links
// to them. A link to a page that is not copied becomes plain text; if it stands alone in brackets, it is removed.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { root } from "./folders.mjs";

const docs = path.join(root, "docs");
const target = path.join(root, "provider/docs");
/** Pages for those who work on the code, and those of Pulumi's registry. */
const staysBehind =
  /^(architecture\.md|decisions\/|vendors\/|(bench|fleet)\.json|_index\.md|installation-configuration\.md)/;

rmSync(target, { recursive: true, force: true });
for (const file of readdirSync(docs, { recursive: true }).map((name) => name.replaceAll(path.sep, "/"))) {
  if (staysBehind.test(file) || !/\.(md|svg)$/.test(file)) continue;
  const copy = path.join(target, file);
  mkdirSync(path.dirname(copy), { recursive: true });
  if (file.endsWith(".md"))
    writeFileSync(copy, forPackage(file, readFileSync(path.join(docs, file), "utf8")));
  else copyFileSync(path.join(docs, file), copy);
}
for (const name of ["LICENSE", "CHANGELOG.md"])
  copyFileSync(path.join(root, name), path.join(root, "provider", name));

function forPackage(file, text) {
  const arrives = (to) => /^(https?:|#)/.test(to) || travels(placeOf(to));
  const placeOf = (to) => path.posix.join("docs", path.posix.dirname(file), to.replace(/#.*$/, ""));
  return text
    .replace(/\s\(\[[^\]]+\]\(([^)\s]+)\)\)/g, (aside, to) => (arrives(to) ? aside : ""))
    .replace(/(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g, (link, words, to) => (arrives(to) ? link : words));
}

function travels(place) {
  if (place === "CHANGELOG.md" || place === "LICENSE") return true;
  if (!place.startsWith("docs/") || staysBehind.test(place.slice("docs/".length))) return false;
  return existsSync(path.join(root, place));
}
