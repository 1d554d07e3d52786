import { type Field, type FieldSpec, fieldNames, fields } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import { type Layer, layerOf, overlay, type Setting } from "../layer";
import { refuseUnseen } from "../unseen";
import { type Mapping, mappingIn } from "./mappingIn";
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

/** Reads one entry; `title` names it in errors, and `from` becomes the origin of its values. */
export function parseEntry(raw: unknown, title: string, from: string): CloudEntry {
  const wrong: Wrong = (...path) => malformed(title, path);
  const entry = keysIn(raw ?? {}, wrong);
  const given = regionsIn(entry.regions, wrong);
  const read = (map: Keys) => layerOf(fieldNames, (field) => find(map, field, wrong, from));
  const layer = read(entry);
  const regions = given.map(({ name, values }) => {
    refuseUnseen(`a name in regions (${from})`, name);
    return { name, layer: { ...(values ? read(values) : {}), region: { value: name, from } } };
  });
  const maps: Keys[] = [entry, ...given.flatMap(({ values }) => values ?? [])];
  const stray = maps.flatMap((map) => [...strayKeys(map, "top"), ...strayKeys(map.auth, "auth")]);
  return {
    layer,
    regions: regions.length > 0 ? regions : listedInName(layer.region),
    stray: stray.map((sentence) => `${title}: ${sentence}`),
  };
}

/** The keys of an entry, or of what holds in one of its regions. */
interface Keys extends Mapping {
  readonly auth: Mapping;
}

type Path = readonly (string | number)[];

/** The error for a value of the wrong kind at this path. */
type Wrong = (...path: Path) => InvalidSettingsError;

/** The value, if it is of the right kind. */
function orRefuse<Value>(value: Value | undefined, wrong: Wrong, ...path: Path): Value {
  if (value === undefined) throw wrong(...path);
  return value;
}

function keysIn(value: unknown, wrong: Wrong): Keys {
  const keys = orRefuse(inOneSpelling(value), wrong);
  return { ...keys, auth: orRefuse(inOneSpelling(keys.auth ?? {}), wrong, "auth") };
}

/** openstacksdk accepts `auth-url` for `auth_url` everywhere (openstack/config/_util.py `normalize_keys`). */
function inOneSpelling(value: unknown): Mapping | undefined {
  const map = mappingIn(value);
  return (
    map && Object.fromEntries(Object.entries(map).map(([key, inner]) => [key.replaceAll("-", "_"), inner]))
  );
}

/** `[eu-de, eu-nl]`, or `[{name: eu-de, values: {…}}]` (loader.py `_expand_regions`). */
function regionsIn(value: unknown, wrong: Wrong): { readonly name: string; readonly values?: Keys }[] {
  const given = value ?? [];
  const list: readonly unknown[] = orRefuse(Array.isArray(given) ? given : undefined, wrong, "regions");
  return list.map((region, at) => {
    if (typeof region === "string") return { name: region };
    const here: Path = ["regions", at];
    const { name, values, ...others } = mappingIn(region) ?? {};
    const isNamed = typeof name === "string" && Object.keys(others).length === 0;
    const known = { name: orRefuse(isNamed ? name : undefined, wrong, ...here) };
    if (values === undefined || values === null) return known;
    return { ...known, values: keysIn(values, () => wrong(...here)) };
  });
}

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

function find(map: Keys, field: Field, wrong: Wrong, from: string): Setting | undefined {
  for (const [inAuth, key] of spots(fields[field])) {
    const given = (inAuth ? map.auth : map)[key];
    if (given === undefined || given === null) continue;
    return { value: orRefuse(textIn(given), wrong, ...(inAuth ? ["auth", key] : [key])), from };
  }
  return undefined;
}

/** Lists are allowed for `interface`, `auth_methods` and, long ago, `region_name`. */
function textIn(value: unknown): string | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every((part) => typeof part === "string") ? list.join(",") : undefined;
}

/** The spots where a field may stand, the strongest first; see `FieldSpec.place` for why the orders differ. */
function spots({ place, keys }: FieldSpec): (readonly [inAuth: boolean, key: string])[] {
  const top = keys.map((key) => [false, key] as const);
  const auth = keys.map((key) => [true, key] as const);
  if (place === "top") return top;
  if (place === "auth") return [...auth, ...top];
  return keys.flatMap((key) => [[false, key] as const, [true, key] as const]);
}

function malformed(title: string, path: Path): InvalidSettingsError {
  const problem =
    path.length === 0
      ? "It must be a mapping of keys to values"
      : `"${path.join(".")}" has a value of the wrong kind`;
  return new InvalidSettingsError(
    `${title} cannot be read. ${problem}. Compare it with the documentation of clouds.yaml.`,
  );
}
