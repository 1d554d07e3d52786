import { CloudError } from "../../http/errors";

export interface CatalogueEntry {
  readonly type: string;
  readonly endpoints: readonly {
    readonly interface: string;
    readonly url: string;
    readonly region?: string | null | undefined;
    readonly region_id?: string | null | undefined;
  }[];
}

/** The endpoint of the first of `types` that the catalogue has in this region. `choose` says how to name one. */
export function endpointIn(
  catalogue: readonly CatalogueEntry[],
  types: readonly string[],
  where: { readonly interface: string; readonly region: string | undefined; readonly choose: string },
): { url: string; region: string } | undefined {
  for (const type of types) {
    const all = catalogue.filter((entry) => entry.type === type).flatMap((entry) => entry.endpoints);
    const usable = all
      .filter((endpoint) => endpoint.interface === where.interface && URL.canParse(endpoint.url))
      .map((endpoint) => ({ url: endpoint.url, region: endpoint.region_id ?? endpoint.region ?? "*" }));
    const regions = new Set(usable.map((endpoint) => endpoint.region));
    if (where.region === undefined && regions.size > 1) throw ambiguous(type, regions, where.choose);
    const [found] = usable.filter(
      ({ region }) => where.region === undefined || region === where.region || region === "*",
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function ambiguous(type: string, regions: ReadonlySet<string>, choose: string): CloudError {
  return new CloudError(
    `the cloud has its "${type}" service in several regions: ${[...regions].sort().join(", ")}`,
    { outcome: "not-sent", hint: `choose one: ${choose}` },
  );
}

/** "https://evs.eu-de.example/v2/0123…" → "https://evs.eu-de.example": versions and project are added by each call. */
export function withoutVersion(url: string): string {
  return url.replace(/(?<!\/)\/+$/, "").replace(/\/v\d+(\.\d+)?(\/[0-9a-zA-Z_-]+)?$/, "");
}
