/** As much of JSON Schema as Keystone, Glance and Cinder use here, with the words of Python's jsonschema. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  /** What else stands in a published one. */
  readonly [other: string]: unknown;
}

/** The first thing that is wrong with a value. */
export interface Breach {
  /** `7 is not of type 'string'` */
  readonly words: string;
  /** Where in the value. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** The words, then what jsonschema prints after them. */
  readonly printed: string;
}

export function breachOf(
  schema: Schema,
  value: unknown,
  path: Breach["path"] = [],
  place: readonly string[] = [],
): Breach | undefined {
  const [keyword, words] = ownBreach(schema, value) ?? [];
  if (keyword !== undefined && words !== undefined) {
    const printed = `${words}\n\nFailed validating '${keyword}' in schema${keys(place)}:\n    ${inPython(schema[keyword])}\n\nOn instance${keys(path)}:\n    ${inPython(value)}`;
    return { words, path, value, printed };
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    for (const [index, item] of items ? value.entries() : []) {
      const breach = breachOf(items ?? {}, item, [...path, index], [...place, "items"]);
      if (breach) return breach;
    }
  } else if (isObject(value))
    for (const [key, inner] of Object.entries(value)) {
      const own = schema.properties?.[key];
      const other = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
      const where = own ? ["properties", key] : ["additionalProperties"];
      const breach = breachOf(own ?? other ?? {}, inner, [...path, key], [...place, ...where]);
      if (breach) return breach;
    }
  return undefined;
}

function ownBreach(schema: Schema, value: unknown): readonly [string, string] | undefined {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOfType(type, value)))
    return ["type", `${inPython(value)} is not of type ${types.map(inPython).join(", ")}`];
  if (schema.enum && !schema.enum.includes(value))
    return ["enum", `${inPython(value)} is not one of ${inPython(schema.enum)}`];
  if (typeof value === "string") {
    const length = [...value].length;
    if (length > (schema.maxLength ?? length)) return ["maxLength", `${inPython(value)} is too long`];
    if (length < (schema.minLength ?? 0)) return ["minLength", `${inPython(value)} is too short`];
    if (schema.pattern && !new RegExp(schema.pattern).test(value))
      return ["pattern", `${inPython(value)} does not match ${inPython(schema.pattern)}`];
  }
  if (Array.isArray(value) && value.length < (schema.minItems ?? 0))
    return ["minItems", `${inPython(value)} is too short`];
  if (!isObject(value)) return undefined;
  const missing = schema.required?.find((name) => !(name in value));
  if (missing !== undefined) return ["required", `${inPython(missing)} is a required property`];
  const extra = Object.keys(value).filter((key) => !(key in (schema.properties ?? {})));
  if (schema.additionalProperties !== false || extra.length === 0) return undefined;
  const were = extra.length > 1 ? "were" : "was";
  return [
    "additionalProperties",
    `Additional properties are not allowed (${extra.map(inPython).join(", ")} ${were} unexpected)`,
  ];
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type; // the others are named as JavaScript names them
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keys = (path: readonly (string | number)[]): string => path.map((key) => `[${inPython(key)}]`).join("");

/** As Python's `repr` writes it. */
export function inPython(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    return quote + value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n") + quote;
  }
  if (Array.isArray(value)) return `[${value.map(inPython).join(", ")}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, inner]) => `${inPython(key)}: ${inPython(inner)}`)
      .join(", ")}}`;
  return String(value);
}

/** As Python's `str` writes it: a text has no quotes. */
export const inPythonText = (value: unknown): string => (typeof value === "string" ? value : inPython(value));
