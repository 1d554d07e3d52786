import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Props } from "../../../lifecycle/state/inputs";
import { plainRecord } from "../../plainJson";
import type { Path } from "./received";
import { SECRET_SIGNATURE, SIGNATURE } from "./signatures";

/** The message for these values, those at `secrets` as secrets. Where such a place is gone, what is left of it is secret as a whole. */
export function toStruct(values: Props, secrets: readonly Path[] = []): Struct {
  const marked = secrets.reduce(withSecret, plainRecord(values));
  return Struct.fromJavaScript(marked as Parameters<typeof Struct.fromJavaScript>[0]);
}

function withSecret(record: Record<string, unknown>, [key, ...rest]: Path): Record<string, unknown> {
  if (key === undefined || !Object.hasOwn(record, key)) return record;
  const value = record[key];
  const [next] = rest;
  const isDeeper = isRecord(value) && !isSecret(value) && next !== undefined && Object.hasOwn(value, next);
  return { ...record, [key]: isDeeper ? withSecret(value, rest) : asSecret(value) };
}

function asSecret(value: unknown): unknown {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET_SIGNATURE, value };
}

function isSecret(value: unknown): boolean {
  return isRecord(value) && value[SIGNATURE] === SECRET_SIGNATURE;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
