import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync, transformSync } from "@swc/core";

/** A file of the provider without one of its conditions. */
interface Without {
  /** The condition, or the part of one, as it is written, and what stands in its place. */
  readonly row: string;
  load(): unknown;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly instead: "true" | "false";
}

/** A test for each: without it, some situation has another end than the one that `holds` looks for. */
export function everyRowIsNeeded<Module, Situation>(
  file: string,
  situations: readonly Situation[],
  holds: (module: Module, situation: Situation) => boolean,
): void {
  test.each(withoutEachRow(file).map((row) => [row.row, row] as const))(
    "some situation needs %s",
    (_, row) => {
      const without = row.load() as Module;
      const differs = situations.some((situation) => {
        try {
          return !holds(without, situation);
        } catch {
          return true;
        }
      });
      expect(differs).toBe(true);
    },
  );
}

/** Every `if` of a file below `provider/` that never holds, and every part of `&&` and `||` left out, one at a time. */
function withoutEachRow(file: string): Without[] {
  const path = join(__dirname, "../provider", file);
  const text = readFileSync(path);
  const tree = parseSync(`;${text}`, { syntax: "typescript" }); // spans count from the first statement, not from the comment before it
  const textFrom = tree.span.start + 1;
  const places = placesIn(tree.body).map((place) => ({
    start: place.start - textFrom,
    end: place.end - textFrom,
    instead: place.instead,
  }));
  return places.map(({ start, end, instead }) => ({
    row: `${text.subarray(start, end)} → ${instead}`.replace(/\s+/g, " "),
    load: () =>
      compiled(path, Buffer.concat([text.subarray(0, start), Buffer.from(instead), text.subarray(end)])),
  }));
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function placesIn(node: unknown): Place[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, test, operator, left, right } = node as Record<string, { readonly span: Span } & string>;
  const here: Place[] = [];
  if (type === "IfStatement" && test !== undefined) here.push({ ...test.span, instead: "false" });
  if (type === "BinaryExpression" && (operator === "&&" || operator === "||"))
    for (const part of [left, right])
      if (part !== undefined) here.push({ ...part.span, instead: operator === "&&" ? "true" : "false" });
  return [...here, ...Object.values(node).flatMap(placesIn)];
}

function compiled(path: string, text: Buffer): unknown {
  const { code } = transformSync(text.toString(), {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
    swcrc: false,
  });
  const module = { exports: {} };
  const load = (request: string) => require(request.startsWith(".") ? join(dirname(path), request) : request);
  new Function("module", "exports", "require", code)(module, module.exports, load);
  return module.exports;
}
