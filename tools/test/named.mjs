// Finds the jest projects of the files and folders among these arguments; if there are none, all projects.
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../folders.mjs";

const endToEnd = path.join(root, "test/e2e");
const inOtherLanguages = ["languages", "native"].map((name) => path.join(endToEnd, name));

export function namedProjects(args) {
  const paths = args
    .filter((_, at) => !/^(-t|--testNamePattern)$/.test(args[at - 1] ?? "")) // the name of a test
    .map((arg) => path.resolve(root, arg))
    .filter((place) => within(root, place) && existsSync(place));
  if (paths.length === 0) return ["unit", "e2e", "languages"];
  const projects = paths.flatMap((place) => {
    if (inOtherLanguages.some((folder) => within(folder, place))) return ["languages"];
    if (place === endToEnd) return ["e2e", "languages"];
    if (within(endToEnd, place)) return ["e2e"];
    return within(place, endToEnd) ? ["unit", "e2e", "languages"] : ["unit"]; // a folder above test/e2e has tests of all
  });
  return [...new Set(projects)];
}

function within(folder, place) {
  return place === folder || place.startsWith(folder + path.sep);
}
