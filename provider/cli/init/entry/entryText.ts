import { extname } from "node:path";
import { isMap, isScalar, parseDocument, stringify } from "yaml";
import { fieldNames, fields } from "../../../clouds/settings/fields";
import { parseYaml } from "../../../clouds/settings/read/parseYaml";
import { CloudError } from "../../../http/errors";
import { lineEndOf, withLineEndsOf } from "../files/lineEnds";
import type { EntryFields } from "./askEntry";

/** What an entry of clouds.yaml is written as. */
export type Entry = Readonly<Record<string, unknown>>;

export function entryOf(answers: EntryFields): Entry {
  const top: Record<string, unknown> = {};
  const auth: Record<string, unknown> = {};
  for (const field of fieldNames) {
    const value = answers[field];
    const { keys, place, type } = fields[field];
    const [key = field] = keys;
    if (value !== undefined)
      (place === "top" ? top : auth)[key] = type === "boolean" ? value === "true" : value;
  }
  return { ...top, ...(Object.keys(auth).length > 0 && { auth }) };
}

/** As PyYAML, and so openstacksdk, reads it too: `012` and `yes` are texts. */
const STYLE = { lineWidth: 0, compat: "yaml-1.1" } as const;

/** The file with one more entry, at its end. All else stays as it is, to the letter if that can be. */
export function withEntry(text: string | undefined, name: string, entry: Entry, path: string): string {
  const fresh = { clouds: { [name]: entry } };
  const isJson = extname(path) === ".json";
  if (text === undefined || text.trim() === "")
    return isJson ? `${JSON.stringify(fresh, null, 2)}\n` : stringify(fresh, STYLE);
  if (isJson) return withJsonEntry(text, name, entry);
  const added = inserted(text, name, entry);
  if (added !== undefined && isRight(added, text, name, entry)) return added;
  const document = parseDocument(text);
  if (!isMap(document.get("clouds", true))) document.set("clouds", document.createNode({})); // `clouds:` alone
  document.setIn(["clouds", name], document.createNode(entry));
  const rewritten = withLineEndsOf(text, document.toString(STYLE));
  if (isRight(rewritten, text, name, entry)) return rewritten;
  throw new CloudError(`${path}: the entry "${name}" cannot be put into it without a change of the others`, {
    outcome: "not-sent",
    hint: "write the entry by hand, and run the command again",
  });
}

function withJsonEntry(text: string, name: string, entry: Entry): string {
  const content = JSON.parse(text.replace(/^\uFEFF/, "")) ?? {}; // "null" is empty too
  const added = `${JSON.stringify({ ...content, clouds: { ...content.clouds, [name]: entry } }, null, 2)}\n`;
  return withLineEndsOf(text, added);
}

/** Behind the last line of the mapping `clouds`, indented as its entries are. Undefined if it is written in braces. */
function inserted(text: string, name: string, entry: Entry): string | undefined {
  const clouds = parseDocument(text).get("clouds", true);
  if (!isMap(clouds) || clouds.flow || clouds.items.length === 0) return undefined;
  const [first, last] = [clouds.items[0]?.key, clouds.range?.[1]];
  if (!isScalar(first) || first.range == null || last === undefined) return undefined;
  const indent = first.range[0] - (text.lastIndexOf("\n", first.range[0]) + 1);
  const end = text.slice(0, last).endsWith("\n") ? last : endOfLine(text, last);
  const newline = lineEndOf(text);
  const block = stringify({ [name]: entry }, STYLE)
    .trimEnd()
    .split("\n")
    .map((line) => " ".repeat(indent) + line + newline)
    .join("");
  const before = text.slice(0, end);
  return before + (before.endsWith("\n") ? "" : newline) + block + text.slice(end);
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at + 1;
}

/** Whether the new text says what the old one said, and the entry. */
function isRight(added: string, text: string, name: string, entry: Entry): boolean {
  const read = (yaml: string) => (parseYaml(yaml, "the file") ?? {}) as { clouds?: Record<string, unknown> };
  try {
    const before = read(text);
    const expected = { ...before, clouds: { ...before.clouds, [name]: parsed(entry) } };
    return JSON.stringify(read(added)) === JSON.stringify(expected);
  } catch {
    return false;
  }
}

const parsed = (entry: Entry): unknown => parseYaml(stringify(entry, STYLE), "the entry");
