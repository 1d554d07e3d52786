export type Mapping = Readonly<Record<string, unknown>>;

/**
 * What YAML writes as a mapping; undefined for anything else. The files of clouds are simple enough to be checked without zod, which
 * every program with an image would have to load for it.
 */
export function mappingIn(value: unknown): Mapping | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Mapping)
    : undefined;
}
