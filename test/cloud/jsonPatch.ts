import { z } from "zod";

export interface PatchOperation {
  readonly op: "add" | "replace" | "remove";
  /** Without the leading slash, unescaped. */
  readonly path: string;
  readonly value: unknown;
}

const current = z.object({
  op: z.enum(["add", "replace", "remove"]),
  path: z.string().startsWith("/").min(2),
  value: z.unknown().optional(),
});
/** `[{"replace": "/name", "value": "x"}]`, the form of the v2.0 media type (api-huawei-otc.md §3.1). */
const old = z.union([
  z.object({ add: z.string().startsWith("/"), value: z.unknown() }),
  z.object({ replace: z.string().startsWith("/"), value: z.unknown() }),
  z.object({ remove: z.string().startsWith("/") }),
]);

/** The operations, or what is wrong with them in words. */
export function patchOperations(rawBody: string, form: "v2.0" | "v2.1"): PatchOperation[] | string {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return "Malformed JSON in request body.";
  }
  if (!Array.isArray(body)) return "Request body must be a JSON array of operation objects.";
  const operations: PatchOperation[] = [];
  for (const item of body) {
    const operation = form === "v2.1" ? currentForm(item) : oldForm(item);
    if (typeof operation === "string") return operation;
    operations.push(operation);
  }
  return operations;
}

const unescapePointer = (path: string): string => path.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");

function currentForm(item: unknown): PatchOperation | string {
  const parsed = current.safeParse(item);
  if (!parsed.success)
    return `Invalid operation: ${parsed.error.issues[0]?.path.join(".")} is missing or wrong.`;
  const { op, path, value } = parsed.data;
  if (op !== "remove" && value === undefined) return "Unable to find 'value' in JSON Schema change";
  return { op, path: unescapePointer(path), value };
}

function oldForm(item: unknown): PatchOperation | string {
  const parsed = old.safeParse(item);
  if (!parsed.success)
    return 'Operation objects must contain exactly one member named "add", "remove", or "replace".';
  const { value, ...operation } = { value: undefined, ...parsed.data };
  const [op, path] = Object.entries(operation)[0] as [PatchOperation["op"], string];
  return { op, path: unescapePointer(path), value };
}
