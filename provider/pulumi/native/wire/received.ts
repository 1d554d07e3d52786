import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Props } from "../../../lifecycle/state/inputs";
import { UNKNOWN } from "../../../lifecycle/state/unknowns";
import { SECRET_SIGNATURE, SIGNATURE, unknownValues } from "./signatures";

/** Where a value stands: the name of a property, then the keys of maps. A list is one value. */
export type Path = readonly string[];

/** The properties of a message as plain values, and where secrets stand among them. */
export interface Received {
  readonly values: Props;
  readonly secrets: readonly Path[];
}

/** The engine sends secrets as such, because we accept them. No message is the same as an empty one. */
export function received(struct: Struct | undefined): Received {
  const secrets: Path[] = [];
  const values = plainEntries(struct?.toJavaScript() ?? {}, [], secrets);
  return { values, secrets };
}

/** The names of the properties that are secret, or have a secret in them. */
export function secretNames(...all: readonly Received[]): string[] {
  return [...new Set(all.flatMap(({ secrets }) => secrets.flatMap(([name]) => name ?? [])))];
}

/** The names of those that are secret as a whole. */
export function wholeSecrets(...all: readonly Received[]): string[] {
  return all.flatMap(({ secrets }) =>
    secrets.flatMap(([name, ...inner]) => (name !== undefined && inner.length === 0 ? [name] : [])),
  );
}

function plain(value: unknown, path: Path, secrets: Path[]): unknown {
  if (unknownValues.has(value)) return UNKNOWN;
  if (Array.isArray(value)) {
    const inner: Path[] = [];
    const items = value.map((item) => plain(item, [], inner));
    if (inner.length > 0) secrets.push(path); // its items may change places
    return items;
  }
  if (typeof value !== "object" || value === null) return value;
  const record = value as Props;
  if (record[SIGNATURE] !== SECRET_SIGNATURE) return plainEntries(record, path, secrets);
  secrets.push(path);
  return plain(record.value, path, []);
}

function plainEntries(record: Props, path: Path, secrets: Path[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, plain(value, [...path, key], secrets)]),
  );
}
