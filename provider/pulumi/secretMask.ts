import { encodingPattern } from "../http/log/encodingPatterns";
import { keepOutOfLog } from "../http/log/programSecrets";
import { snippet } from "../http/redact";

/** Replaces the secret values in a text that is about to be printed. */
export type SecretMask = (text: string) => string;

/** Arguments, and the names of those whose values are secret. */
export interface ArgsWithSecrets {
  readonly args: object;
  readonly secrets: Iterable<string>;
}

const SECRET = "[secret]";

/**
 * The mask for all secret values of these arguments. It is needed because clouds repeat in their errors what they were sent,
 * and our own messages name the source of an image.
 */
export function secretMask(...all: readonly ArgsWithSecrets[]): SecretMask {
  const values = new Set(all.flatMap(valuesOf));
  if (values.size === 0) return (text) => text;
  const longestFirst = [...values].sort((one, other) => other.length - one.length);
  const long = longestFirst.filter(isLong).flatMap(spellingsOf).map(matcherOf);
  const patterns = longestFirst.filter((value) => !isLong(value)).flatMap(patternsOf);
  const matchers = patterns.length === 0 ? long : [...long, expression(patterns.join("|"))];
  const mask: SecretMask = (text) =>
    maskBeginnings(
      matchers.reduce<string>((masked, one) => masked.replaceAll(one, SECRET), text),
      longestFirst,
    );
  keepOutOfLog(mask);
  return mask;
}

function valuesOf({ args, secrets }: ArgsWithSecrets): string[] {
  const hidden = new Set(secrets);
  return Object.entries(args)
    .filter(([field]) => hidden.has(field))
    .flatMap(([field, value]) => textsIn(value, fieldsWithUserKeys.has(field)));
}

/** Arguments whose keys are the user's own words, and may be secret too. The keys of all others are ours. */
const fieldsWithUserKeys: ReadonlySet<string> = new Set(["tags", "triggers"]);

function textsIn(value: unknown, withKeys: boolean): string[] {
  if (typeof value === "object" && value !== null) {
    const inner = Object.values(value).flatMap((field) => textsIn(field, withKeys));
    return withKeys && !Array.isArray(value) ? [...Object.keys(value).filter(Boolean), ...inner] : inner;
  }
  if (typeof value === "number") return [String(value)];
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? [] : [text];
}

/**
 * The value as it is, and as it looks in JSON, in a URL, in the path of a URL, in XML, and in an excerpt of a cloud's
 * message (http/failures/complaint.ts).
 */
function spellingsOf(value: string): string[] {
  const address = encodeURIComponent(value.replace(/\p{Cs}/gu, "\ufffd"));
  const path = address.replace(/%2F/g, "/");
  const xml = value.replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
  const excerpt = snippet(value, Number.POSITIVE_INFINITY);
  return [...new Set([value, JSON.stringify(value).slice(1, -1), address, path, xml, excerpt])].filter(
    (form) => form !== "" && form !== SECRET,
  );
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A value this short, or a number, is replaced only where it stands alone. Otherwise ordinary words would lose letters. */
const SHORT = 3;

/** For a long value, a pattern that allows any mixture of spellings would be slow. */
function isLong(value: string): boolean {
  return value.length > 500;
}

/** A regular expression has a limit of length, and the error about one that is too long would repeat the secret. */
function matcherOf(form: string): string | RegExp {
  return form.length > 10_000 ? form : expression(pattern(form));
}

function expression(pattern: string): RegExp {
  return new RegExp(pattern, "giu");
}

function patternsOf(value: string): string[] {
  return [...spellingsOf(value).map(pattern), ...(matchesWholeOnly(value) ? [] : [encodingPattern(value)])];
}

/** Messages of clouds are joined into one line, so any run of white space matches any other. */
function pattern(value: string): string {
  const literal = value.replace(/[\\^$.*+?|()[\]{}/]/g, "\\$&").replace(/\s+/g, String.raw`\s+`);
  return matchesWholeOnly(value) ? String.raw`(?<![\p{L}\p{N}_])${literal}(?![\p{L}\p{N}_])` : literal;
}

function matchesWholeOnly(value: string): boolean {
  return value.length <= SHORT || /^[\d.]+$/.test(value);
}

/** A shorter beginning may belong to any other word. */
const SHORTEST_BEGINNING = 6;

/** Long messages are cut off at a "…", perhaps in the middle of a secret: the beginning that is left is replaced too. */
function maskBeginnings(text: string, values: readonly string[]): string {
  const parts = text.split("…");
  const last = parts.pop() ?? "";
  return [...parts.map((part) => values.reduce(maskBeginning, part)), last].join("…");
}

function maskBeginning(text: string, value: string): string {
  const line = value.replace(/\s+/g, " ").toLowerCase();
  const end = text.toLowerCase();
  for (let length = Math.min(line.length, end.length); length >= SHORTEST_BEGINNING; length--) {
    if (end.endsWith(line.slice(0, length))) return `${text.slice(0, -length)}${SECRET}`;
  }
  return text;
}
