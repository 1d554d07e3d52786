import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { textFile } from "../../../pulumi/program/textFile";
import { lineEndOf } from "../files/lineEnds";
import type { PlannedFile } from "../files/plannedFile";
import { manifestFile } from "./manifestFile";
import { type ProjectWish, pulumiFile } from "./pulumiFile";
import { type Starter, starters, tsconfig } from "./starters";

/** All files of the project but those with credentials. */
export function projectFiles(wish: ProjectWish): readonly PlannedFile[] {
  const { language } = wish;
  const typescript = language === "typescript" ? [programFile(wish), ...tsconfigFile(wish)] : [];
  return [pulumiFile(wish), ...typescript, manifestFile(wish), gitignoreFile(wish)];
}

function programFile(wish: ProjectWish): PlannedFile {
  const { program }: Starter = starters[wish.resource];
  const path = join(wish.folder, "index.ts");
  const before = textFile(path);
  const file = { path, shown: "index.ts", before };
  if (!wish.isNew && before === undefined)
    return { ...file, after: undefined, what: "the project has a program already", differs: true };
  if (before === undefined) return { ...file, after: program, what: `a program for a ${wish.resource}` };
  if (sameText(before, program))
    return { ...file, after: undefined, what: `a program for a ${wish.resource}` };
  const page = `node_modules/pulumi-cloud-images/docs/reference/${wish.resource}.md`;
  return { ...file, after: undefined, what: `it is yours; ${page} has a program`, differs: true };
}

/** Only for a program of ours: others have their own settings. */
function tsconfigFile({ folder, isNew }: ProjectWish): PlannedFile[] {
  const path = join(folder, "tsconfig.json");
  const before = textFile(path);
  if (before === undefined && !isNew) return [];
  const what = "the compiler's settings";
  return [{ path, shown: "tsconfig.json", before, after: before === undefined ? tsconfig : undefined, what }];
}

const IGNORED = ["clouds.yaml", "secure.yaml", "node_modules"];

function gitignoreFile({ folder }: ProjectWish): PlannedFile {
  const path = join(folder, ".gitignore");
  const before = textFile(path);
  const lines = (before ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^\//, "").replace(/\/$/, ""));
  const lacking = IGNORED.filter((name) => !lines.includes(name));
  const file = { path, shown: ".gitignore", before };
  if (lacking.length === 0) return { ...file, after: undefined, what: "what must not get into git" };
  const newline = lineEndOf(before);
  const old =
    before === undefined || before === "" || before.endsWith("\n") ? (before ?? "") : before + newline;
  const after = old + lacking.map((name) => name + newline).join("");
  return {
    ...file,
    after,
    what: `${lacking.join(", ")}: ${lacking.length === 1 ? "it" : "they"} must not get into git`,
  };
}

/** Whether a folder with a Node.js project has a program: then none is written. */
export function hasProgram(folder: string, main: string | undefined): boolean {
  if (main !== undefined && existsSync(join(folder, main))) return true;
  return readdirSync(folder).some((file) => /^(index|main)\.[cm]?[jt]s$/.test(file));
}

export function sameText(one: string, other: string): boolean {
  return one.replaceAll("\r\n", "\n").trimEnd() === other.trimEnd();
}
