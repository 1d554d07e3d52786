import { encodingPattern } from "../http/log/encodingPatterns";
import { keepOutOfLog } from "../http/log/programSecrets";
import { snippet } from "../http/redact";

/** Takes secret values out of a text that is going to be printed. */
export type Hush = (text: string) => string;

/** Arguments, and the names of those that are secret. */
export interface Secretive {
  readonly args: object;
  readonly secrets: Iterable<string>;
}

const SECRET = "[secret]";

/**
 * Clouds repeat in their errors what they were asked, and our own messages name what an image is made from: where such a
 * value is a secret of the program, it is left out.
 */
export function hushing(...all: readonly Secretive[]): Hush {
  const values = new Set(all.flatMap(valuesOf));
  if (values.size === 0) return (text) => text;
  const longestFirst = [...values].sort((one, other) => other.length - one.length);
  const long = longestFirst.filter(isLong).flatMap(written).map(sought);
  const patterns = longestFirst.filter((value) => !isLong(value)).flatMap(patternsOf);
  const wanted = patterns.length === 0 ? long : [...long, expression(patterns.join("|"))];
  const hush: Hush = (text) =>
    withoutBeginnings(
      wanted.reduce<string>((said, one) => said.replaceAll(one, SECRET), text),
      longestFirst,
    );
  keepOutOfLog(hush);
  return hush;
}

function valuesOf({ args, secrets }: Secretive): string[] {
  const hidden = new Set(secrets);
  return Object.entries(args)
    .filter(([field]) => hidden.has(field))
    .flatMap(([field, value]) => textsIn(value, chosenKeys.has(field)));
}

/** Arguments whose keys are the user's words; those of others are ours. */
const chosenKeys: ReadonlySet<string> = new Set(["tags", "triggers"]);

function textsIn(value: unknown, withKeys: boolean): string[] {
  if (typeof value === "object" && value !== null) {
    const inner = Object.values(value).flatMap((field) => textsIn(field, withKeys));
    return withKeys && !Array.isArray(value) ? [...Object.keys(value).filter(Boolean), ...inner] : inner;
  }
  if (typeof value === "number") return [String(value)];
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? [] : [text];
}

/** As it is, as JSON, an address, its path and XML have it, and as it comes out of a cloud's message (http/failures/complaint.ts). */
function written(value: string): string[] {
  const address = encodeURIComponent(value.replace(/\p{Cs}/gu, "\ufffd"));
  const path = address.replace(/%2F/g, "/");
  const xml = value.replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
  const excerpt = snippet(value, Number.POSITIVE_INFINITY);
  return [...new Set([value, JSON.stringify(value).slice(1, -1), address, path, xml, excerpt])].filter(
    (form) => form !== "" && form !== SECRET,
  );
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** So short a value, or a number, is looked for where it stands alone: else words would lose their letters. */
const SHORT = 3;

/** Many ways to write a long value would take their time. */
function isLong(value: string): boolean {
  return value.length > 500;
}

/** No expression holds a text of any length, and where it is refused, the refusal tells the text. */
function sought(form: string): string | RegExp {
  return form.length > 10_000 ? form : expression(pattern(form));
}

function expression(pattern: string): RegExp {
  return new RegExp(pattern, "giu");
}

function patternsOf(value: string): string[] {
  return [...written(value).map(pattern), ...(isAlone(value) ? [] : [encodingPattern(value)])];
}

/** Messages of clouds are brought into one line, so any blanks are like others. */
function pattern(value: string): string {
  const literal = value.replace(/[\\^$.*+?|()[\]{}/]/g, "\\$&").replace(/\s+/g, String.raw`\s+`);
  return isAlone(value) ? String.raw`(?<![\p{L}\p{N}_])${literal}(?![\p{L}\p{N}_])` : literal;
}

function isAlone(value: string): boolean {
  return value.length <= SHORT || /^[\d.]+$/.test(value);
}

/** A shorter beginning may be anybody's. */
const SHORTEST_BEGINNING = 6;

/** Long messages are cut: what the cut has left of a value goes too. */
function withoutBeginnings(text: string, values: readonly string[]): string {
  const parts = text.split("…");
  const last = parts.pop() ?? "";
  return [...parts.map((part) => values.reduce(withoutBeginning, part)), last].join("…");
}

function withoutBeginning(text: string, value: string): string {
  const line = value.replace(/\s+/g, " ").toLowerCase();
  const end = text.toLowerCase();
  for (let length = Math.min(line.length, end.length); length >= SHORTEST_BEGINNING; length--) {
    if (end.endsWith(line.slice(0, length))) return `${text.slice(0, -length)}${SECRET}`;
  }
  return text;
}
