import type { Check } from "../doctor/check";
import { checkLines } from "./checks";
import { fateOf, fileLines, type PlannedFile } from "./files/plannedFile";
import type { NextCommand } from "./nextCommands";
import type { StackFound } from "./stack";

/** What was done, and what comes next. */
export interface InitReport {
  readonly cloud: string;
  readonly files: readonly PlannedFile[];
  readonly stack: StackFound;
  readonly checks: readonly Check[];
  readonly next: readonly NextCommand[];
}

export function asText({ cloud, files, stack, checks, next }: InitReport): string {
  const width = Math.max(...next.map(({ command }) => command.length));
  const isNothing = files.every((file) => /kept|differ/.test(fateOf(file)));
  return [
    isNothing ? "Nothing had to be written:" : "Files:",
    ...fileLines(files, (fate) => fate),
    "",
    `Stack "${stack.name}": ${"why" in stack ? `not there. ${stack.why}` : stack.isNew ? "made" : "is there"}`,
    ...(checks.length === 0 ? [] : ["", `Checks of the cloud "${cloud}" and of this machine (doctor):`]),
    ...(checks.length === 0 ? [] : checkLines(checks).map((line) => `  ${line}`)),
    "",
    "Next:",
    ...next.map(({ command, what }) => `  ${command.padEnd(width)}  # ${what}`),
    "",
  ].join("\n");
}

/** For programs. Its fields are a contract with them. */
export function asJson({ cloud, files, stack, checks, next }: InitReport): string {
  const report = {
    cloud,
    files: files.map((file) => ({ path: file.path, fate: fateOf(file), what: file.what })),
    stack: { name: stack.name, exists: !("why" in stack), why: "why" in stack ? stack.why : null },
    checks,
    next: next.map(({ command }) => command),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
