import { inOneLine } from "../../http/log/printable";
import type { Props } from "../../lifecycle/state/inputs";
import { importableNames } from "./importable";
import type { ImportEntry } from "./importFile";
import type { ImportRequest } from "./importRequest";

/** The TypeScript text to paste into the program. */
export function programText(
  { importable: { resource }, parent }: Pick<ImportRequest, "importable" | "parent">,
  entries: readonly ImportEntry[],
): string {
  const options = parent === undefined ? "" : ", { parent }";
  const lines = entries.map(({ name, imported }, at) => {
    const { name: imageName, ...rest } = imported.args;
    const args = imageName === name ? rest : { name: imageName, ...rest }; // the default
    const variable = variableOf(name, entries, at);
    return `const ${variable} = new ${resource.type}(${JSON.stringify(name)}, ${literalOf(args, "")}${options});\n`;
  });
  const about = parent === undefined ? [] : [`// parent: ${inOneLine(parent)}\n`];
  return [`import { ${resource.type} } from "pulumi-cloud-images";\n`, ...about, ...lines].join("\n");
}

function literalOf(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => literalOf(item, indent)).join(", ")}]`;
  const deeper = `${indent}  `;
  const fields = Object.entries(value as Props).map(
    ([key, field]) => `${deeper}${keyOf(key)}: ${literalOf(field, deeper)},\n`,
  );
  return fields.length === 0 ? "{}" : `{\n${fields.join("")}${indent}}`;
}

function keyOf(key: string): string {
  if (key === "__proto__") return `["${key}"]`; // without brackets it would set the prototype
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** `golden-1` becomes golden1. A name that would be ambiguous or reserved becomes `image<number>`. */
function variableOf(name: string, entries: readonly ImportEntry[], at: number): string {
  const variable = camelOf(name);
  const clear = entries.filter((entry) => camelOf(entry.name) === variable).length === 1;
  return clear && /^[A-Za-z_]\w*$/.test(variable) && !reserved.has(variable) ? variable : `image${at + 1}`;
}

function camelOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase());
}

/** Names that JavaScript, a module or a program with this import already uses. */
const reserved = new Set([
  ..."await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
  ..."arguments eval undefined NaN Infinity globalThis exports module require Promise pulumi parent".split(
    " ",
  ),
  ...importableNames,
]);
