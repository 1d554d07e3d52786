import { z } from "zod";
import type { NamedTypes } from "./namedTypes";
import type { ObjectSpec, PropertySpec, TypeSpec } from "./spec";
import { typeName } from "./typeName";

type Json = z.core.JSONSchema.JSONSchema;

/** The type that a rule becomes; `name` is for one that needs a name. */
export function typeOf(rule: z.ZodType, name: string, types: NamedTypes): TypeSpec {
  return typeIn(z.toJSONSchema(rule, { io: "input" }), name, types);
}

/** An object of these fields, with their descriptions. */
export function objectOf(rule: z.ZodObject, types: NamedTypes): ObjectSpec {
  return objectIn(z.toJSONSchema(rule, { io: "input" }), types);
}

function typeIn(json: Json, name: string, types: NamedTypes): TypeSpec {
  const members = json.anyOf as Json[] | undefined;
  if (members !== undefined) {
    // One of several objects: one object of all their fields, as everywhere in Pulumi. Anything else is Any, because Python's
    // SDK refuses both members of a union of a list and a map (seen with Pulumi 3.259.0).
    return members.every(({ properties }) => properties)
      ? types.add(name, objectIn(oneOfAll(members), types))
      : { $ref: "pulumi.json#/Any" };
  }
  if (json.enum !== undefined) return types.add(name, enumOf(json.enum as string[]));
  switch (json.type) {
    case "array":
      return { type: "array", items: typeIn(json.items as Json, name, types) };
    case "object":
      return json.properties === undefined
        ? { type: "object", additionalProperties: typeIn(json.additionalProperties as Json, name, types) }
        : types.add(name, objectIn(json, types));
    case "string":
    case "boolean":
      return { type: json.type };
    case "number":
    case "integer":
      // All our numbers are whole. Only sizes in bytes exceed the 32 bits that .NET and Java give an integer.
      return { type: name.endsWith("Bytes") ? "number" : "integer" };
    default:
      throw new Error(`the package schema has no type for ${name}: ${JSON.stringify(json)}`);
  }
}

export function enumOf(values: readonly string[]): { type: "string"; enum: { value: string }[] } {
  return { type: "string", enum: values.map((value) => ({ value })) };
}

function objectIn(json: Json, types: NamedTypes): ObjectSpec {
  const properties = Object.entries(json.properties ?? {}).map(([field, of]): [string, PropertySpec] => {
    const { description } = of as Json;
    const said = description === undefined ? {} : { description: sentence(description) };
    return [field, { ...typeIn(of as Json, typeName(field), types), ...said }];
  });
  return { type: "object", properties: Object.fromEntries(properties), required: json.required ?? [] };
}

/** The tables of outputs have no full stops. */
function sentence(text: string): string {
  return /[.…]$/.test(text) ? text : `${text}.`;
}

/** No field is required: each member lacks those of the others. */
function oneOfAll(members: readonly Json[]): Json {
  return { type: "object", properties: Object.assign({}, ...members.map(({ properties }) => properties)) };
}
