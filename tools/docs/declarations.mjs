// Generates the public types of a resource, which editors show, from the declarations of its arguments and outputs.
import {
  changeOf,
  defaultOf,
  isRequired,
  onlyOn,
  valuesOf,
  valuesOn,
} from "../../provider/bin/resources/arguments/words.js";
import { described } from "./tables.mjs";

export function declarationsOf({ type, fields, clouds, outputs, base, about, types = {} }) {
  const imported = { Timeouts: "../timeouts", Triggers: "../triggers", ...types };
  const body = [
    `export interface ${type}Args {`,
    ...Object.entries(fields).flatMap(([name, field]) => [
      comment([
        [field.text, valuesOf(field, clouds), onlyOn(field, clouds), changeOf(field, clouds)]
          .filter(Boolean)
          .join(" "),
        ...(defaultOf(field, clouds) ? [`@default ${defaultOf(field, clouds)}`] : []),
        `@example ${JSON.stringify(field.example)}`,
        ...(field.deprecated ? [`@deprecated ${field.deprecated}`] : []),
        ...(field.see ?? []).map((page) => `@see ${page}`),
      ]),
      `${name}${isRequired(name, field) ? "" : "?"}: ${argumentType(field, clouds)};`,
    ]),
    "}",
    "",
    `/** Outputs of \`${type}\` beside those that all images have. */`,
    `export abstract class ${type}Outputs extends ${base} {`,
    ...Object.entries(outputs).flatMap(([name, output]) => [
      ...(described(output) ? [`/** ${described(output)}. */`] : []),
      `declare readonly ${name}: pulumi.Output<${outputType(name, output)}>;`,
    ]),
    "}",
  ].join("\n");
  const used = Object.entries(imported).filter(([name]) => new RegExp(`\\b${name}\\b`).test(body));
  return [
    `// Written by \`npm run docs\` from provider/resources/arguments/: change it there.`,
    `import type * as pulumi from "@pulumi/pulumi";`,
    ...used.map(([name, file]) => `import type { ${name} } from "${file}";`),
    `import { ${base} } from "../${base[0].toLowerCase()}${base.slice(1)}";`,
    "",
    comment([about]),
    body,
    "",
  ].join("\n");
}

const WIDTH = 105;

function comment(parts) {
  const lines = parts.flatMap((part) => (part.startsWith("@") ? [part] : wrapped(part)));
  return lines.length === 1
    ? `/** ${lines[0]} */`
    : ["/**", ...lines.map((line) => ` * ${line}`), " */"].join("\n");
}

function wrapped(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== "" && line.length + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

function argumentType(field, clouds) {
  const { rule, type } = field;
  const values = valuesOn(field, clouds);
  // Any other string still compiles, such as one from the configuration. `pulumi preview` refuses a wrong one.
  const open = " | (string & Record<never, never>)";
  if (values.length > 0)
    return `pulumi.Input<${values.map((value) => JSON.stringify(value)).join(" | ")}${open}>`;
  return `pulumi.Input<${type ?? typeOf(rule)}>`;
}

function typeOf({ def }) {
  if (def.type === "optional") return typeOf(def.innerType);
  if (def.type === "enum")
    return Object.values(def.entries)
      .map((value) => JSON.stringify(value))
      .join(" | ");
  if (def.type === "array") return `pulumi.Input<${typeOf(def.element)}>[]`;
  if (def.type === "record") return `Record<string, pulumi.Input<${typeOf(def.valueType)}>>`;
  if (["string", "number", "boolean"].includes(def.type)) return def.type;
  throw new Error(`say the type of an argument that is a ${def.type}`);
}

const named = { backupStorageRefs: "BackupStorageRef[]" };

function outputType(name, { def }) {
  if (named[name]) return named[name];
  return def.type === "optional"
    ? `${typeOf(def.innerType)} | undefined`
    : def.type === "array"
      ? `${typeOf(def.element)}[]`
      : typeOf({ def });
}
