import { z } from "zod";
import { CloudError } from "../../http/errors";

const Endpoint = z.looseObject({
  interface: z.string(),
  url: z.string(),
  region: z.string().nullish(),
  region_id: z.string().nullish(),
});
const WireEntry = z.looseObject({ type: z.string(), endpoints: z.array(z.unknown()) });

type Endpoint = z.output<typeof Endpoint>;

export interface CatalogueEntry {
  readonly type: string;
  readonly endpoints: readonly Endpoint[];
}

/** Invalid entries and endpoints are skipped: most of a catalogue is about services that we do not use. */
export function readCatalogue(wire: unknown): CatalogueEntry[] {
  return listIn(wire).flatMap((item) => {
    const entry = WireEntry.safeParse(item);
    if (!entry.success) return [];
    const { type, endpoints } = entry.data;
    const read = endpoints.map((endpoint) => Endpoint.safeParse(endpoint));
    return [{ type, endpoints: read.flatMap(({ data }) => (data === undefined ? [] : [data])) }];
  });
}

function listIn(wire: unknown): readonly unknown[] {
  return Array.isArray(wire) ? wire : [];
}

export interface EndpointChoice {
  /** The preferred interface. */
  readonly interface: string;
  /** The interfaces to use if that one is missing, in this order. */
  readonly otherInterfaces?: readonly string[] | undefined;
  readonly region: string | undefined;
  /** How to set a region, for the error if there are several. Without it, the result is then undefined. */
  readonly howToChoose?: string | undefined;
}

/** The endpoint of the first of `types` that the catalogue has in this region, by the first of the interfaces. */
export function endpointIn(
  catalogue: readonly CatalogueEntry[],
  types: readonly string[],
  choice: EndpointChoice,
): { url: string; region: string } | undefined {
  for (const type of types) {
    for (const face of [choice.interface, ...(choice.otherInterfaces ?? [])]) {
      const candidates = addressesOf(catalogue, [type]).filter((address) => address.interface === face);
      const regions = new Set(candidates.map(({ region }) => region));
      if (choice.region === undefined && regions.size > 1) {
        if (choice.howToChoose === undefined) return undefined;
        throw ambiguous(type, regions, choice.howToChoose);
      }
      const [chosen] = candidates.filter(({ region }) => isIn(choice.region, region));
      if (chosen !== undefined) return { url: chosen.url, region: chosen.region };
    }
  }
  return undefined;
}

export interface OtherEndpoints {
  /** The interfaces that the service has in this region. */
  readonly otherInterfaces: readonly string[];
  readonly otherRegions: readonly string[];
}

/** The other interfaces and regions in which a service exists, to explain why it was not found. */
export function otherEndpoints(
  catalogue: readonly CatalogueEntry[],
  types: readonly string[],
  { interface: face, otherInterfaces = [], region }: EndpointChoice,
): OtherEndpoints {
  const all = addressesOf(catalogue, types);
  const tried = [face, ...otherInterfaces];
  const sorted = (words: readonly string[]) => [...new Set(words)].sort();
  const inRegion = all.filter(
    (address) => isIn(region, address.region) && !tried.includes(address.interface),
  );
  const elsewhere = all.filter((address) => !isIn(region, address.region));
  return {
    otherInterfaces: sorted(inRegion.map((address) => address.interface)),
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
