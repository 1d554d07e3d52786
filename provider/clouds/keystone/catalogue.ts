import { z } from "zod";
import { CloudError } from "../../http/errors";

const Endpoint = z.looseObject({
  interface: z.string(),
  url: z.string(),
  region: z.string().nullish(),
  region_id: z.string().nullish(),
});
const Entry = z.looseObject({ type: z.string(), endpoints: z.array(z.unknown()) });

type Endpoint = z.output<typeof Endpoint>;

export interface CatalogueEntry {
  readonly type: string;
  readonly endpoints: readonly Endpoint[];
}

/** Invalid entries and endpoints are skipped: most of a catalogue is about services that we do not use. */
export function readCatalogue(wire: unknown): CatalogueEntry[] {
  return listIn(wire).flatMap((item) => {
    const entry = Entry.safeParse(item);
    if (!entry.success) return [];
    const { type, endpoints } = entry.data;
    const read = endpoints.map((endpoint) => Endpoint.safeParse(endpoint));
    return [{ type, endpoints: read.flatMap(({ data }) => (data === undefined ? [] : [data])) }];
  });
}

function listIn(wire: unknown): readonly unknown[] {
  return Array.isArray(wire) ? wire : [];
}

export interface Where {
  /** The preferred interface. */
  readonly interface: string;
  /** The interfaces to use if that one is missing, in this order. */
  readonly otherInterfaces?: readonly string[] | undefined;
  readonly region: string | undefined;
  /** How to set a region, for the error if there are several. Without it, the result is then undefined. */
  readonly choose?: string | undefined;
}

/** The endpoint of the first of `types` that the catalogue has in this region, by the first of the interfaces. */
export function endpointIn(
  catalogue: readonly CatalogueEntry[],
  types: readonly string[],
  where: Where,
): { url: string; region: string } | undefined {
  for (const type of types) {
    for (const face of [where.interface, ...(where.otherInterfaces ?? [])]) {
      const usable = addressesOf(catalogue, [type]).filter((address) => address.interface === face);
      const regions = new Set(usable.map(({ region }) => region));
      if (where.region === undefined && regions.size > 1) {
        if (where.choose === undefined) return undefined;
        throw ambiguous(type, regions, where.choose);
      }
      const [found] = usable.filter(({ region }) => isIn(where.region, region));
      if (found !== undefined) return { url: found.url, region: found.region };
    }
  }
  return undefined;
}

export interface Elsewhere {
  /** The interfaces that the service has in this region. */
  readonly otherInterfaces: readonly string[];
  readonly otherRegions: readonly string[];
}

/** The other interfaces and regions in which a service exists, to explain why it was not found. */
export function whyNone(
  catalogue: readonly CatalogueEntry[],
  types: readonly string[],
  { interface: face, otherInterfaces = [], region }: Where,
): Elsewhere {
  const all = addressesOf(catalogue, types);
  const asked = [face, ...otherInterfaces];
  const sorted = (words: readonly string[]) => [...new Set(words)].sort();
  const here = all.filter((address) => isIn(region, address.region) && !asked.includes(address.interface));
  const elsewhere = all.filter((address) => !isIn(region, address.region));
  return {
    otherInterfaces: sorted(here.map((address) => address.interface)),
    otherRegions: sorted(elsewhere.map((address) => address.region)),
  };
}

function isIn(wanted: string | undefined, region: string): boolean {
  return wanted === undefined || region === wanted || region === "*";
}

function addressesOf(catalogue: readonly CatalogueEntry[], types: readonly string[]) {
  return catalogue
    .filter(({ type }) => types.includes(type))
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ url }) => URL.canParse(url))
    .map((endpoint) => ({
      interface: endpoint.interface,
      url: endpoint.url,
      region: endpoint.region_id ?? endpoint.region ?? "*",
    }));
}

function ambiguous(type: string, regions: ReadonlySet<string>, choose: string): CloudError {
  return new CloudError(
    `the cloud has its "${type}" service in several regions: ${[...regions].sort().join(", ")}`,
    { outcome: "not-sent", hint: `choose one: ${choose}` },
  );
}

/** "https://evs.eu-de.example/v2/0123…" → "https://evs.eu-de.example": each call adds its version and the project. */
export function withoutVersion(url: string): string {
  return url.replace(/(?<!\/)\/+$/, "").replace(/\/v\d+(\.\d+)?(\/[0-9a-zA-Z_-]+)?$/, "");
}
