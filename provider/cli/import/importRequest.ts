import { orMeant, parseWords, refuseEmpty, UsageError } from "../arguments";
import { importOptions } from "../options";
import { type Importable, importableNamed, importableNames } from "./importable";

/** What to import, and as which resource. */
export interface ImportRequest {
  readonly importable: Importable;
  readonly name: string;
  /** Empty if `tags` and `pattern` choose the images. */
  readonly ids: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly pattern: string | undefined;
  /** Ids to leave out of the chosen images. */
  readonly excluded: readonly string[];
  /** The values of --source, as they were given. */
  readonly sources: readonly string[];
  readonly takeOver: boolean;
  /** The import file, if --file names it. */
  readonly file: string | undefined;
  readonly cloud: string | undefined;
  readonly stack: string | undefined;
  readonly configFile: string | undefined;
  /** The URN of the resources' parent in the program. */
  readonly parent: string | undefined;
  readonly json: boolean;
}

/** Reads the command line. "help" if it asks for the help text. */
export function parseImport(args: readonly string[]): ImportRequest | "help" {
  const { values, words } = parseWords("import", args, importOptions);
  if (values.help) return "help";
  refuseEmpty("import", values);
  const [type, name, ...ids] = words;
  if (type === undefined) throw wrong(`say as which resource: ${importableNames.join(", ")}`);
  const importable = importableNamed(type);
  if (importable === undefined) {
    const near = orMeant(type.split(":").at(-1) ?? type, importableNames);
    throw new UsageError(
      `import: there is no resource "${type}".${near} It is one of ${importableNames.join(", ")}.`,
    );
  }
  // Pulumi allows any other text as a name.
  if (name === undefined || name === "") throw wrong("say the name that the resource has in the program");
  const { tag = [], "name-pattern": pattern, exclude: excluded = [], source: sources = [] } = values;
  const chosen = tag.length > 0 || pattern !== undefined;
  if (ids.length === 0 && !chosen) throw wrong("say which images: their ids, --tag or --name-pattern");
  if (ids.length > 0 && chosen) throw wrong("either ids, or --tag and --name-pattern; not both");
  if (excluded.length > 0 && !chosen)
    throw wrong("--exclude goes with --tag and --name-pattern: leave the ids out");
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw wrong(`image ${twice} is given twice`);
  return {
    importable,
    name,
    ids,
    tags: tag.map(tagIn),
    pattern,
    excluded,
    sources,
    takeOver: values["take-over"] === true,
    file: values.file,
    cloud: values.cloud,
    stack: values.stack,
    configFile: values["config-file"],
    parent: values.parent,
    json: values.json === true,
  };
}

function tagIn(text: string): { key: string; value: string } {
  const at = text.indexOf("=");
  if (at < 1) throw wrong(`--tag ${text} is not KEY=VALUE`);
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

function wrong(what: string): UsageError {
  return new UsageError(`import: ${what}.`);
}
