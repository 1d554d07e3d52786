// Generates the public types of a resource, which editors show, from the declarations of its arguments and outputs.
import {
  changeOf,
  defaultOf,
  isRequired,
  meaningOf,
  valuesOn,
} from "../../provider/bin/resources/arguments/words.js";
import { comment } from "./comment.mjs";
import { described } from "./tables.mjs";

export function declarationsOf(resource) {
  const { type, fields, clouds, outputs, argsAbout, revealingOutputs, types = {} } = resource;
  const imported = { Timeouts: "../timeouts", Triggers: "../triggers", ...types };
  const body = [
    `export interface ${type}Args${parameterOf(resource)} {`,
    ...Object.entries(fields).flatMap(([name, field]) => [
      comment([
        `${meaningOf(field, clouds)} ${changeOf(field, clouds)}`,
        ...(defaultOf(field, clouds) ? [`@default ${defaultOf(field, clouds)}`] : []),
        `@example ${JSON.stringify(field.example)}`,
        ...(field.deprecated ? [`@deprecated ${field.deprecated}`] : []),
        ...(field.see ?? []).map((page) => `@see ${page}`),
      ]),
      `${name}${isRequired(name, field) ? "" : "?"}: ${argumentType(name, field, resource)};`,
    ]),
    "}",
    "",
    `/** Outputs of \`${type}\`. */`,
    `export abstract class ${type}Outputs extends ManagedImage {`,
    ...Object.entries(outputs).flatMap(([name, output]) => [
      comment([`${described(output)}.`]),
      `declare readonly ${name}: pulumi.Output<${outputType(name, output)}>;`,
    ]),
    "}",
    "",
    "/** What the class needs to know of the resource, without loading it. */",
    `export const declared = ${JSON.stringify({ type, outputs: Object.keys(outputs), revealingOutputs })} satisfies Declared;`,
  ].join("\n");
  const used = Object.entries(imported).filter(([name]) => new RegExp(`\\b${name}\\b`).test(body));
  return [
    `// Written by \`npm run docs\` from provider/resources/arguments/: change it there.`,
    `import type * as pulumi from "@pulumi/pulumi";`,
    ...used.map(([name, file]) => `import type { ${name} } from "${file}";`),
    `import { type Declared, ManagedImage } from "../managedImage";`,
    "",
    comment([argsAbout]),
    body,
    "",
  ].join("\n");
}

/** `<Source = pulumi.Input<FullEcsSource>>`, if the arguments have a parameter for the type of one of them. */
function parameterOf({ fields, typeParameter, ofTypeParameter }) {
  if (typeParameter === undefined) return "";
  return `<${typeParameter} = pulumi.Input<${fields[ofTypeParameter].type}>>`;
}

function argumentType(name, field, { clouds, typeParameter, ofTypeParameter }) {
  if (name === ofTypeParameter) return typeParameter;
  const { rule, type } = field;
  const values = valuesOn(field, clouds);
  // Any other string still compiles, such as one from the configuration. `pulumi preview` refuses a wrong one.
  const open = " | (string & Record<never, never>)";
  if (values.length > 0)
    return `pulumi.Input<${values.map((value) => JSON.stringify(value)).join(" | ")}${open}>`;
  return `pulumi.Input<${type ?? typeOf(rule)}>`;
}

/** `inner` says what a value within a list or a map is: an input of its own, if it is an argument's. */
function typeOf({ def }, inner = (type) => `pulumi.Input<${type}>`) {
  if (def.type === "optional") return typeOf(def.innerType, inner);
  if (def.type === "enum")
    return Object.values(def.entries)
      .map((value) => JSON.stringify(value))
      .join(" | ");
  if (def.type === "array") return `${inner(typeOf(def.element))}[]`;
  if (def.type === "record") return `Record<string, ${inner(typeOf(def.valueType))}>`;
  if (["string", "number", "boolean"].includes(def.type)) return def.type;
  throw new Error(`say the type of an argument that is a ${def.type}`);
}

const named = { backupStorageRefs: "BackupStorageRef[]" };

function outputType(name, { def }) {
  if (named[name]) return named[name];
  const plain = (type) => type;
  return def.type === "optional" ? `${typeOf(def.innerType, plain)} | undefined` : typeOf({ def }, plain);
}
