// Which of jest's projects the files and folders among these arguments belong to; where none is named, all do.
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../folders.mjs";

const endToEnd = path.join(root, "test/e2e");

export function namedProjects(args) {
  const paths = args
    .filter((_, at) => !/^(-t|--testNamePattern)$/.test(args[at - 1] ?? "")) // that is a test's name
    .map((arg) => path.resolve(root, arg))
    .filter((place) => within(root, place) && existsSync(place));
  if (paths.length === 0) return ["unit", "e2e"];
  const projects = paths.flatMap((place) => {
    if (within(endToEnd, place)) return ["e2e"];
    return within(place, endToEnd) ? ["unit", "e2e"] : ["unit"]; // a folder above theirs has tests of both
  });
  return [...new Set(projects)];
}

function within(folder, place) {
  return place === folder || place.startsWith(folder + path.sep);
}
