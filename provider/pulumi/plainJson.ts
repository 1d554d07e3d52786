/**
 * Turns a value into plain JSON, which is all the engine accepts. An `undefined`, a function or a Date in an answer would make
 * the whole call fail after the cloud has acted ("Unexpected struct type"), so every answer goes through here.
 */
export function toPlain(value: unknown): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null; // -0 would come back as 0
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return Array.from(value, (item) => toPlain(item) ?? null);
  if (typeof value !== "object") return undefined;
  return plainRecord(value as Readonly<Record<string, unknown>>);
}

/** Leaves out the fields that cannot be converted: one odd output must not lose the image. */
export function plainAsFarAsPossible(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const converted = Object.keys(record).flatMap((key) => {
    try {
      return Object.entries(plainRecord({ [key]: record[key] }));
    } catch {
      return [];
    }
  });
  return Object.fromEntries(converted);
}

export function plainRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const converted = Object.entries(record).map(([key, value]) => [wellFormed(key), toPlain(value)] as const);
  return Object.fromEntries(converted.filter(([, value]) => value !== undefined));
}

/**
 * Half of an emoji, say, of a text that a cloud or we cut off. The engine takes no message in which there is one, which for a
 * create would lose the image (seen: "string field contains invalid UTF-8").
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
