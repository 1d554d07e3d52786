import { z } from "zod";
import { isObject } from "../http/breachOf";

export interface PatchOperation {
  readonly op: "add" | "replace" | "remove";
  /** Without the leading slash, unescaped. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * `[{"replace": "/name", "value": "x"}]`, the form of the v2.0 media type
 * (docs/vendors/open-telekom-and-huawei.md#updating-an-image).
 */
const old = z.union([
  z.object({ add: z.string().startsWith("/"), value: z.unknown() }),
  z.object({ replace: z.string().startsWith("/"), value: z.unknown() }),
  z.object({ remove: z.string().startsWith("/") }),
]);

/** The operations, or what is wrong with them in Glance's words (glance/api/v2/images.py). */
export function patchOperations(rawBody: string, form: "v2.0" | "v2.1"): PatchOperation[] | string {
  if (rawBody === "") return "Body expected in request.";
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return "Malformed JSON in request body.";
  }
  if (!Array.isArray(body)) return "Request body must be a JSON array of operation objects.";
  const operations: PatchOperation[] = [];
  for (const item of body) {
    if (!isObject(item)) return "Operations must be JSON objects.";
    const operation = form === "v2.1" ? currentForm(item) : oldForm(item);
    if (typeof operation === "string") return operation;
    operations.push(operation);
  }
  return operations;
}

const unescapePointer = (path: string): string => path.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");

const kinds = ["add", "remove", "replace"];
const oneOfThem = `It must be one of the following: ${kinds.join(", ")}.`;

function currentForm({ op, path, value }: Record<string, unknown>): PatchOperation | string {
  if (op === undefined) return `Unable to find \`op\` in JSON Schema change. ${oneOfThem}`;
  if (!kinds.includes(String(op))) return `Invalid operation: \`${op}\`. ${oneOfThem}`;
  if (path === undefined) return "Unable to find 'path' in JSON Schema change";
  if (!String(path).startsWith("/")) return `Pointer \`${path}\` does not start with "/".`;
  if (op !== "remove" && value === undefined) return `Operation "${op}" requires a member named "value".`;
  return { op: op as PatchOperation["op"], path: unescapePointer(String(path)), value };
}

function oldForm(item: unknown): PatchOperation | string {
  const parsed = old.safeParse(item);
  if (!parsed.success)
    return 'Operation objects must contain exactly one member named "add", "remove", or "replace".';
  const { value, ...operation } = { value: undefined, ...parsed.data };
  const [op, path] = Object.entries(operation)[0] as [PatchOperation["op"], string];
  return { op, path: unescapePointer(path), value };
}
