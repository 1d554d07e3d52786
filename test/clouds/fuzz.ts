import fc from "fast-check";

/** JSON as no page documents it: anything at all, or a good answer with one place changed or taken out. */
export function oddities(good: object): fc.Arbitrary<unknown> {
  const places = placesIn(good);
  const altered = fc
    .tuple(fc.nat(places.length - 1), fc.option(fc.jsonValue(), { nil: undefined }))
    .map(([index, value]) => withChange(good, places[index] as string[], value));
  return fc.oneof({ weight: 1, arbitrary: fc.jsonValue() }, { weight: 4, arbitrary: altered });
}

function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])]);
}

/** `undefined` takes the place out. */
function withChange(good: object, place: string[], value: unknown): unknown {
  const changed = structuredClone(good) as Record<string, unknown>;
  const last = place.at(-1) as string;
  const parent = place.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, changed);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return changed;
}
