import { readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";

/** The repository to copy. */
export const repository = path.resolve(__dirname, "../../examples/gitops");

export const textOf = (file: string) => readFileSync(path.join(repository, file), "utf8");

// biome-ignore lint/suspicious/noExplicitAny: each file has a format of its own, and the tests say what it must hold
export type Yaml = Record<string, any>;

/** The documents of a YAML file; a mistake in its syntax, such as a key that stands there twice, is an error. */
export function documentsOf(file: string): Yaml[] {
  return [...parseAllDocuments(textOf(file))].map((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    return document.toJS();
  });
}

/** The only document, or the first. */
export function documentOf(file: string): Yaml {
  const [document] = documentsOf(file);
  if (document === undefined) throw new Error(`${file} is empty`);
  return document;
}

/** The scripts of the repository that a text calls. */
export const scriptsIn = (text: string) =>
  [...text.matchAll(/\bsh ([\w./-]+\.sh)\b/g)].map(([, file]) => file ?? "");
