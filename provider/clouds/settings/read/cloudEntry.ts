import { z } from "zod";
import { type Field, type FieldSpec, fieldNames, fields } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import { type Layer, layerOf, overlay, type Setting } from "../layer";
import { refuseUnseen } from "../unseen";
import { strayKeys } from "./strayKeys";

/** A region of an entry, with the settings that hold there only. */
export interface Region {
  readonly name: string;
  readonly layer: Layer;
}

/** One named cloud of clouds.yaml. */
export interface CloudEntry {
  readonly layer: Layer;
  readonly regions: readonly Region[];
  /** Keys that look misspelt: a sentence each. */
  readonly stray: readonly string[];
}

/** openstacksdk accepts `auth-url` for `auth_url` everywhere (openstack/config/_util.py `normalize_keys`). */
const Mapping = z
  .record(z.string(), z.unknown())
  .transform((map) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key.replaceAll("-", "_"), value])),
  );

const NestedAuth = Mapping.pipe(z.looseObject({ auth: Mapping.nullish() }));

/** `[eu-de, eu-nl]`, or `[{name: eu-de, values: {…}}]` (loader.py `_expand_regions`). */
const Regions = z.array(
  z.union([
    z.string().transform((name) => ({ name, values: undefined })),
    z.strictObject({ name: z.string(), values: NestedAuth.nullish() }),
  ]),
);

const RawEntry = Mapping.pipe(z.looseObject({ auth: Mapping.nullish(), regions: Regions.nullish() }));

/** Lists are allowed for `interface`, `auth_methods` and, long ago, `region_name`. */
const Text = z.union([z.string(), z.array(z.string()).transform((list) => list.join(","))]).nullish();

/** Reads one entry; `title` names it in errors, and `from` becomes the origin of its values. */
export function parseEntry(raw: unknown, title: string, from: string): CloudEntry {
  const entry = RawEntry.safeParse(raw ?? {});
  if (!entry.success) throw malformed(title, entry.error.issues[0]?.path ?? []);
  const read = (map: Keys) => layerOf(fieldNames, (field) => find(map, field, title, from));
  const layer = read(entry.data);
  const regions = (entry.data.regions ?? []).map(({ name, values }) => {
    refuseUnseen(`a name in regions (${from})`, name);
    return { name, layer: { ...(values ? read(values) : {}), region: { value: name, from } } };
  });
  const maps: Keys[] = [entry.data, ...(entry.data.regions ?? []).map(({ values }) => values ?? {})];
  const stray = maps.flatMap((map) => [...strayKeys(map, "top"), ...strayKeys(map.auth ?? {}, "auth")]);
  return {
    layer,
    regions: regions.length > 0 ? regions : listedInName(layer.region),
    stray: stray.map((sentence) => `${title}: ${sentence}`),
  };
}

type Keys = z.infer<typeof NestedAuth>;

/** `region_name: a,b` is deprecated, and means the same as `regions` (loader.py `_get_known_regions`). */
function listedInName(region: Setting | undefined): Region[] {
  if (region === undefined || !region.value.includes(",")) return [];
  return region.value
    .split(",")
    .map((name) => ({ name: name.trim(), layer: { region: { ...region, value: name.trim() } } }));
}

/** secure.yaml's entry over that of clouds.yaml: both describe one cloud (loader.py `merge_clouds`). */
export function mergeEntries(lower: CloudEntry, upper: CloudEntry): CloudEntry {
  return {
    layer: { ...lower.layer, ...upper.layer },
    regions: upper.regions.length > 0 ? upper.regions : lower.regions,
    stray: [...lower.stray, ...upper.stray],
  };
}

/**
 * The entry as it is in one region: the requested one, else the first of `regions`. A list of regions beats `region_name`,
 * as in openstacksdk (loader.py `_get_known_regions`, `get_one`). If the entry names no region, the requested one is used;
 * if it names one, that one holds.
 */
export function inRegion(entry: CloudEntry, requested: Setting | undefined, title: string): Layer {
  const [first] = entry.regions;
  if (first === undefined)
    return requested === undefined ? entry.layer : overlay({ region: requested }, entry.layer);
  if (requested === undefined) return overlay(entry.layer, first.layer);
  const region = entry.regions.find(({ name }) => name === requested.value);
  if (region !== undefined) return overlay(entry.layer, { ...region.layer, region: requested });
  const names = entry.regions.map(({ name }) => name).join(", ");
  throw new InvalidSettingsError(
    `${title} has no region "${requested.value}" (${requested.from}). Its regions are: ${names}.`,
  );
}

function find(map: Keys, field: Field, title: string, from: string): Setting | undefined {
  for (const [inAuth, key] of spots(fields[field])) {
    const value = Text.safeParse((inAuth ? map.auth : map)?.[key]);
    if (!value.success) throw malformed(title, inAuth ? ["auth", key] : [key]);
    if (value.data !== undefined && value.data !== null) return { value: value.data, from };
  }
  return undefined;
}

/** The spots where a field may stand, the strongest first; see `FieldSpec.place` for why the orders differ. */
function spots({ place, keys }: FieldSpec): (readonly [inAuth: boolean, key: string])[] {
  const top = keys.map((key) => [false, key] as const);
  const auth = keys.map((key) => [true, key] as const);
  if (place === "top") return top;
  if (place === "auth") return [...auth, ...top];
  return keys.flatMap((key) => [[false, key] as const, [true, key] as const]);
}

function malformed(title: string, path: readonly PropertyKey[]): InvalidSettingsError {
  const problem =
    path.length === 0
      ? "It must be a mapping of keys to values"
      : `"${path.join(".")}" has a value of the wrong kind`;
  return new InvalidSettingsError(
    `${title} cannot be read. ${problem}. Compare it with the documentation of clouds.yaml.`,
  );
}
