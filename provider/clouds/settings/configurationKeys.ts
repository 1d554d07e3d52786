import { fieldNames, fields, secretFields, storedFields, transientFields } from "./fields";
import { didYouMean, isSpelling, nearest } from "./nearest";
import { textsIn } from "./read/stackConfiguration";
import { keyIn } from "./whereToSet";

/** All keys of the namespace `cloudimages` in a stack's configuration. */
export const configurationKeys: readonly string[] = ["cloud", "owner", "preflight", ...storedFields];

/** A Pulumi project with this very name keeps its own settings in the namespace, which we cannot judge. */
export function isSharedWith(project: string): boolean {
  return project === "cloudimages";
}

/** Other spellings that people use: those of clouds.yaml. */
const spellings: ReadonlyMap<string, string> = new Map([
  ...storedFields.flatMap((name) => fields[name].keys.map((key) => [key, name] as const)),
  ...configurationKeys.map((key) => [key, key] as const),
]);

/**
 * A sentence about each unknown key in the namespace, nested ones included, with what may have been meant. No other package
 * uses the namespace. `config` has the keys without it; values are not shown.
 */
export function strayConfiguration(config: Readonly<Record<string, string>>): string[] {
  return Object.entries(config).flatMap(([key, text]) => {
    const nested = partsOf(text);
    if (configurationKeys.includes(key))
      return nested === undefined || isSecret(key) || (mayBeList(key) && textsIn(text) !== undefined)
        ? []
        : [`cloudimages:${key} has to be one text, not a mapping or a list`];
    if (isTransient(key)) return [`cloudimages:${key} is not read: ${whyNotKept}`];
    const paths =
      nested === undefined || nested.length === 0 ? [key] : nested.map((path) => `${key}.${path}`);
    return paths.map((path) => `there is no cloudimages:${path}${suggestion(path)}`);
  });
}

/** Values are not shown: a password may look like anything. */
function isSecret(key: string): boolean {
  return (secretFields as readonly string[]).includes(key);
}

/** A credential that ends within minutes: the state would keep it, and a later refresh or destroy would be refused for it. */
export function isTransient(key: string): boolean {
  return (transientFields as readonly string[]).includes(key);
}

export const whyNotKept =
  "the token would be kept in the state, and ends within minutes. Set accessTokenFile or accessTokenVariable instead, which name the file or the environment variable with the token of each run";

function mayBeList(key: string): boolean {
  return fieldNames.some((name) => name === key && fields[name].list);
}

/** The keys of which `word` may be another spelling. */
export function nearestSettings(word: string): string[] {
  return [...new Set(nearest(word, [...spellings.keys()]).map((near) => spellings.get(near) ?? near))];
}

/** How people set the field that a word is a spelling of: `region_name in clouds.yaml, or cloudimages:region`. */
export function settingSpelled(word: string): string | undefined {
  const field = fieldNames.find((name) => [name, ...fields[name].keys].some((key) => isSpelling(word, key)));
  if (field === undefined) return undefined;
  return `${keyIn(field)} in its entry of clouds.yaml${isTransient(field) ? "" : `, or cloudimages:${field}`}`;
}

function suggestion(path: string): string {
  const last = path.split(".").at(-1) ?? path;
  const near = nearestSettings(last).map((key) => `cloudimages:${key}`);
  const question = didYouMean(near);
  return question === undefined ? "" : `: ${question}`;
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
