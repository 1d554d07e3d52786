import { stringify } from "yaml";
import { about } from "../../../resources/arguments/about";
import type { Field } from "../../../resources/arguments/field";
import { exampleOf, inFull, inWords, isRequired, valuesOn } from "../../../resources/arguments/words";
import type { ImageResource } from "../../../resources/resource";
import { nativeToken } from "../../tokens";
import type { Definition, definitions } from "../definitions";
import type { NamedTypes } from "./namedTypes";
import type { PropertySpec, ResourceSpec, TypeSpec } from "./spec";
import { typeName } from "./typeName";
import { enumOf, objectOf, typeOf } from "./typeOf";

// biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
type Resource = ImageResource<any>;

export function resourceSpec(
  type: keyof typeof definitions,
  { resource, outputs }: Definition,
  types: NamedTypes,
): ResourceSpec {
  const fields = Object.entries<Field>(resource.fields);
  const { properties, required } = objectOf(outputs, types);
  return {
    description: descriptionOf(type, resource),
    inputProperties: Object.fromEntries(
      fields.map(([name, field]) => [name, argumentSpec(name, field, resource, types)]),
    ),
    requiredInputs: fields.flatMap(([name, field]) => (isRequired(name, field) ? [name] : [])),
    properties,
    required,
  };
}

function argumentSpec(name: string, field: Field, { clouds }: Resource, types: NamedTypes): PropertySpec {
  const having = clouds.filter((profile) => field.on[profile] !== undefined);
  // Not `replaceOnChanges`, which would make the engine replace where our diff sees no change: another order of `triggers`.
  const replaces = having.every((profile) => field.on[profile]?.change === "replace");
  return {
    ...argumentType(name, field, types, valuesOn(field, clouds)),
    description: `${inWords(field, clouds)} ${exampleOf(field)}`,
    ...(replaces && { willReplaceOnChanges: true }),
    ...(field.deprecated !== undefined && { deprecationMessage: field.deprecated }),
  };
}

/** Any text fits where clouds differ in the values that they take, and where a value has several spellings. */
function argumentType(
  name: string,
  { rule, type }: Field,
  types: NamedTypes,
  values: readonly string[],
): TypeSpec {
  const called = typeName(name, type);
  const hasSpellings = type?.startsWith('"') ?? false;
  const spec = values.length === 0 ? typeOf(rule, called, types) : types.add(called, enumOf(values));
  return values.length > 0 || hasSpellings ? { oneOf: [{ type: "string" }, spec] } : spec;
}

function descriptionOf(type: keyof typeof definitions, { clouds, existing, fields }: Resource): string {
  const pages = new Set(Object.values<Field>(fields).flatMap(({ see = [] }) => see));
  return `${about[type].what}

On ${inFull(clouds)}.

${about[type].done}

## Example Usage

\`\`\`yaml
${exampleProgram(type, fields)}
\`\`\`

## Import

\`\`\`sh
pulumi import ${nativeToken(type)} <name> '<id>'
\`\`\`

What the cloud does not tell stands behind the id, as in a web address: \`<id>?source=…&cloud=…\`. The source is ${existing.sourceForm}; the cloud is an entry of clouds.yaml.

## The vendors' pages

${[...pages].map((page) => `- ${page}`).join("\n")}`;
}

/** One resource of a program in YAML, with the arguments that it needs and their examples. */
function exampleProgram(type: keyof typeof definitions, fields: Readonly<Record<string, Field>>): string {
  const needed = Object.entries(fields).filter(([name, field]) => isRequired(name, field));
  const properties = Object.fromEntries(needed.map(([name, { example }]) => [name, example]));
  return stringify({ resources: { golden: { type: nativeToken(type), properties } } }).trimEnd();
}
