import type { Call } from "../../http/answer";
import { refuseText } from "./zstackEnvelope";

/**
 * The body of a request as Gson reads it: unknown fields are ignored, text that is no JSON is a 500
 * (docs/vendors/zstack.md#addresses-bodies-and-values, docs/vendors/zstack.md#errors).
 */
export type Fields = Readonly<Record<string, unknown>>;

export function readBody(call: Call): Fields {
  if (call.rawBody.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(call.rawBody);
  } catch (error) {
    return refuseText(500, `com.google.gson.JsonSyntaxException: ${(error as Error).message}`);
  }
  return object(body);
}

export function object(value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Fields;
  return refuseText(500, "java.lang.IllegalStateException: Expected BEGIN_OBJECT");
}

/** Gson makes text of numbers and flags. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object")
    return refuseText(500, "java.lang.IllegalStateException: Expected a string but was BEGIN_OBJECT");
  return String(value);
}

export function listField(fields: Fields, name: string): string[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value))
    return refuseText(500, "java.lang.IllegalStateException: Expected BEGIN_ARRAY but was STRING");
  return value.map(String);
}

export function integerField(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(Number(value)) && value !== "" && typeof value !== "object") return Number(value);
  return refuseText(400, `[${name}] field is excepted an int or long, but was [${String(value)}].`);
}

export function flagField(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  return value === undefined || value === null ? undefined : String(value) === "true";
}

/** GET and DELETE: a list repeats its name, or counts it (`a.0=1&a.1=2`); of anything else one value is taken. */
export function queryFields(call: Call, lists: readonly string[]): Fields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of call.query) {
    const list = lists.find((one) => name === one || new RegExp(`^${one}\\.\\d+$`).test(name));
    if (list === undefined) fields[name] ??= value;
    else fields[list] = [...((fields[list] as string[] | undefined) ?? []), value];
  }
  return fields;
}
