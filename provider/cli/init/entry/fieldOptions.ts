import { nearest } from "../../../clouds/settings";
import { type Field, fieldNames, fields } from "../../../clouds/settings/fields";
import { UnknownOptionError, UsageError } from "../../arguments";

/** The fields that an option sets, which has the name of its key in clouds.yaml. Secrets have none: everybody on the machine would see them. */
const settable = fieldNames.filter((field) => field !== "profile" && !isSecret(field));

/** Credentials, also those which are never stored. */
export function isSecret(field: Field): boolean {
  return fields[field].secret === true;
}

export function optionOf(field: Field): string {
  return `--${keyOf(field)}`;
}

/** Each key that the field may have in clouds.yaml. */
const optionsOf = (field: Field) => fields[field].keys.map((key) => key.replaceAll("_", "-"));

export const fieldOptions: Readonly<Record<string, { readonly type: "string" | "boolean" }>> =
  Object.fromEntries(
    settable.flatMap((field) => {
      const type = fields[field].type === "boolean" ? "boolean" : "string";
      return optionsOf(field).map((option) => [option, { type }] as const);
    }),
  );

/** What the options say of the entry. */
export function fieldsGiven(values: Readonly<Record<string, unknown>>): Partial<Record<Field, string>> {
  return Object.fromEntries(
    settable.flatMap((field) => {
      const option = optionsOf(field).find((name) => values[name] !== undefined);
      return option === undefined ? [] : [[field, String(values[option])]];
    }),
  );
}

/** Names what may have been meant by an option that there is not: all of them would fill a page. */
export function refuseUnknownOptions(args: readonly string[], others: readonly string[]): void {
  const known = [...others, ...Object.keys(fieldOptions)];
  for (const arg of args) {
    if (arg === "--") return;
    const [, word = ""] = /^--([^=]+)/.exec(arg) ?? [];
    if (word === "" || known.includes(word)) continue;
    const spelling = word.replace(/^os-/, "").replaceAll("_", "-");
    const secret = fieldNames
      .filter(isSecret)
      .find((field) => fields[field].keys.some((key) => key.replaceAll("_", "-") === spelling));
    if (secret !== undefined) throw new UsageError(noSecrets(word, secret));
    const near = known.includes(spelling) ? spelling : optionMeantBy(spelling, known);
    if (near === undefined) throw new UnknownOptionError(`init: there is no option --${word}.`, word);
    throw new UsageError(`init: there is no option --${word}. Did you mean --${near}?`);
  }
}

/** A bare noun (`--user`, `--project`) is a name more often than an id. */
function optionMeantBy(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near.find((name) => name.startsWith(word) && name.endsWith("name")) ?? near[0];
}

function noSecrets(word: string, field: Field): string {
  return `init: --${word}: a secret is no option, because others on the machine see the command line, and the shell keeps it. Set OS_${fields[field].keys[0]?.toUpperCase()}, give it on standard input with --secret-stdin, or type it at the prompt.`;
}

function keyOf(field: Field): string {
  return (fields[field].keys[0] ?? field).replaceAll("_", "-");
}
