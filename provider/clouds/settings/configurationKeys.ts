import { fieldNames, fields, secretFields } from "./fields";
import { didYouMean, nearest } from "./nearest";
import { wordsIn } from "./read/stackConfiguration";

/** All keys of the namespace `cloudimages` in a stack's configuration. */
export const configurationKeys: readonly string[] = ["cloud", "owner", "preflight", ...fieldNames];

/** A project of this very name has its own settings in the namespace, and they are not ours to judge. */
export function isSharedWith(project: string): boolean {
  return project === "cloudimages";
}

/** How else people write them: as in clouds.yaml, which spells the same things in its own way. */
const spellings: ReadonlyMap<string, string> = new Map([
  ...fieldNames.flatMap((name) => fields[name].keys.map((key) => [key, name] as const)),
  ...configurationKeys.map((key) => [key, key] as const),
]);

/**
 * What stands in the namespace and is not known there, nested keys too: a sentence each, with what may have been meant. The
 * namespace is ours alone, so nobody else can be meant. `config` has the keys without the namespace; values are not told.
 */
export function strayConfiguration(config: Readonly<Record<string, string>>): string[] {
  return Object.entries(config).flatMap(([key, text]) => {
    const nested = partsOf(text);
    if (configurationKeys.includes(key))
      return nested === undefined || isSecret(key) || (mayBeList(key) && wordsIn(text) !== undefined)
        ? []
        : [`cloudimages:${key} has to be one text, not a mapping or a list`];
    const paths =
      nested === undefined || nested.length === 0 ? [key] : nested.map((path) => `${key}.${path}`);
    return paths.map((path) => `there is no cloudimages:${path}${suggestion(path)}`);
  });
}

/** Values are not shown: a password may look like anything. */
function isSecret(key: string): boolean {
  return (secretFields as readonly string[]).includes(key);
}

function mayBeList(key: string): boolean {
  return fieldNames.some((name) => name === key && fields[name].list);
}

function suggestion(path: string): string {
  const last = path.split(".").at(-1) ?? path;
  const near = nearest(last, [...spellings.keys()]).map((word) => `cloudimages:${spellings.get(word)}`);
  const meant = didYouMean(near);
  return meant === undefined ? "" : `: ${meant}`;
}

/** The paths in a structured value (`pulumi config set --path`), which comes as JSON; undefined for a text. */
function partsOf(text: string): string[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return pathsIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function pathsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const deeper = pathsIn(inner);
    return deeper.length === 0 ? [key] : deeper.map((path) => `${key}.${path}`);
  });
}
