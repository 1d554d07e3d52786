import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Answer } from "./recordable";

/** What the real OpenStack answered, by the names of the requests. */
export type Recorded = Record<string, Answer>;

const file = path.join(__dirname, "recorded.json");

export const recorded = (): Recorded => JSON.parse(readFileSync(file, "utf8"));

/** One line for each request, so that a difference shows as one. */
export function record(answers: Recorded): void {
  const lines = Object.entries(answers).map(
    ([what, answer]) => `${JSON.stringify(what)}: ${JSON.stringify(answer)}`,
  );
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}
