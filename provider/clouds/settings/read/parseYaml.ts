import type { ParseOptions, SchemaOptions } from "yaml";
import { InvalidSettingsError } from "../invalidSettingsError";

/** Loaded with the first file that is there: settings may come from variables and the configuration alone. */
const yaml = (): typeof import("yaml") => require("yaml");

/** The tags that stay: with no numbers, booleans and dates, `project_name: 007` is the text 007. */
const PLAIN = ["map", "seq", "str", "null", "merge"].map((tag) => `tag:yaml.org,2002:${tag}`);

const OPTIONS: ParseOptions & SchemaOptions = {
  schema: "core",
  customTags: (tags) => tags.filter((tag) => typeof tag === "string" || PLAIN.includes(tag.tag)),
  // PyYAML, and so openstacksdk, knows `<<` and lets the last of two equal keys win.
  merge: true,
  uniqueKeys: false,
};

/**
 * A YAML or JSON text as mappings, lists, text and null. Scalars stay as written; openstacksdk resolves them first
 * (PyYAML), which turns an unquoted password 012 into 10.
 *
 * @throws InvalidSettingsError with the file and the line, without the parser's own words: those quote the text.
 */
export function parseYaml(text: string, file: string): unknown {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, {
    ...OPTIONS,
    prettyErrors: false,
    logLevel: "error",
    lineCounter: lines,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const what = error.code.toLowerCase().replaceAll("_", " ");
    throw new InvalidSettingsError(
      `${file} is not valid YAML: ${what} at line ${line}, column ${col}. Mend the file.`,
    );
  }
  try {
    return document.toJS();
  } catch {
    // An alias without its anchor, or so many aliases that they must be an attack.
    throw new InvalidSettingsError(
      `${file} is not valid YAML: an alias (*name) in it cannot be resolved. Mend the file.`,
    );
  }
}
