import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync, transformSync } from "@swc/core";

/** A file of the provider without one of its conditions. */
export interface Without {
  /** The condition, or the part of one, as it is written, and what stands in its place. */
  readonly row: string;
  load(): unknown;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly instead: "true" | "false";
}

/** Every `if` of a file below `provider/` that never holds, and every part of `&&` and `||` left out, one at a time. */
export function withoutEachRow(file: string): Without[] {
  const path = join(__dirname, "../../../provider", file);
  const text = readFileSync(path);
  const offset = text.indexOf("import ");
  const tree = parseSync(text.toString(), { syntax: "typescript" });
  const places = placesIn(tree.body).map(({ start, end, instead }) => ({
    start: start - tree.span.start + offset,
    end: end - tree.span.start + offset,
    instead,
  }));
  return places.map(({ start, end, instead }) => ({
    row: `${text.subarray(start, end)} → ${instead}`,
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
