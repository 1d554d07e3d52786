import type { Names } from "./ask";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or else the text. */
  readonly body: unknown;
}

/** Of the connection and the web server, not of the cloud. */
const ofTheConnection = ["date", "connection", "keep-alive", "transfer-encoding", "content-length", "server"];

/** An answer without what differs from run to run: ids, times, hashes, tokens, addresses. */
export function recordable(
  names: Names,
  status: number,
  headers: Record<string, string>,
  text: string,
): Answer {
  const kept = Object.entries(headers)
    .filter(([name]) => !ofTheConnection.includes(name))
    .map(([name, value]) => [name, nameless(names, name === "allow" ? inOrder(value) : value)] as const);
  return {
    status,
    headers: Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1))),
    body: bodyOf(names, text),
  };
}

const inOrder = (list: string): string => list.split(", ").sort().join(", ");

function bodyOf(names: Names, text: string): unknown {
  try {
    return within(names, JSON.parse(text));
  } catch {
    return nameless(names, text);
  }
}

function within(names: Names, value: unknown): unknown {
  if (typeof value === "string") return nameless(names, value);
  if (Array.isArray(value)) return value.map((item) => within(names, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [nameless(names, key), inField(names, key, (value as Record<string, unknown>)[key])]),
  );
}

/** Fields that say nothing by their value, or by their order. */
function inField(names: Names, key: string, value: unknown): unknown {
  if (key === "audit_ids" && Array.isArray(value)) return value.map(() => "{audit id}");
  if (key === "size" && Number(value) > 1000) return "{bytes}"; // of a copied volume
  if (key === "os-vol-host-attr:host" && typeof value === "string") return "{host}";
  if (sets.includes(key) && Array.isArray(value))
    return within(
      names,
      [...value].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1)),
    );
  return within(names, value);
}

const sets = ["tags", "roles", "methods", "catalog", "endpoints", "projects"];
const textOf = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (key === "id" || key === "url" ? "" : inner));

/** The order matters: what is longer, and what is known, comes first. */
function nameless(names: Names, text: string): string {
  let left = text;
  const known = [...names].filter(([, value]) => value.length > 5);
  for (const [name, value] of known.sort(([, one], [, other]) => other.length - one.length))
    left = left.replaceAll(value, `{${name}}`);
  for (const [form, pattern] of forms) left = left.replace(pattern, form);
  left = left.replace(printed, "$1 …");
  return left.replace(/(.)\1{99,}/gs, (run, letter) => `${letter}…(${run.length})`);
}

/** jsonschema prints the schema that was broken, in Python, and the value. */
const printed = /(Failed validating '\w+') in schema[\s\S]*?(?=<br|$)/;

const forms: readonly (readonly [string, RegExp])[] = [
  ["{request}", /req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g],
  ["{uuid}", /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g],
  ["{token}", /gAAAAA[\w-]{100,}=*/g],
  ["{sha512}", /\b[0-9a-f]{128}\b/g],
  ["{hex}", /\b[0-9a-f]{32}\b/g],
  ["{time with microseconds}", /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}/g],
  ["{time}", /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g],
];
