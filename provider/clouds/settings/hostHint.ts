import { knownRegions } from "../profiles/knownRegions";
import { type CloudSettings, services } from "./cloudSettings";
import { didYouMean, nearest } from "./nearest";
import { isHuaweiFamily, vendorDomain } from "./profile";
import { endpointPattern } from "./resolve/endpoints";
import { whereToSet } from "./whereToSet";

/** The hint for a host that is wrong or does not exist: the setting that it comes from, and where to correct that. */
export function hostHint({ host }: URL, settings: CloudSettings): string {
  const { authUrl, endpoints, region, sources, profile } = settings;
  const correct = (field: Parameters<typeof whereToSet>[0]) => `set ${whereToSet(field, settings)}`;
  const isOf = (address: string | undefined) => address !== undefined && isAt(host, address);
  const fromRegion = () =>
    `the name is made from the region "${region}" (${sources.region})${correctRegion(host, settings)}, ${correct("region")}`;

  for (const service of services)
    if (isOf(endpoints[service])) return `correct the address, ${correct(`${service}Endpoint`)}`;
  if (isOf(authUrl)) {
    if (sources.authUrl?.startsWith("default of the profile")) return fromRegion();
    const alsoRegion = isLabelOf(host, region) && sources.region !== "the host of auth_url";
    const alternative = alsoRegion ? `; or the region in it ("${region}"), ${correct("region")}` : "";
    return `correct the address, ${correct("authUrl")}${alternative}`;
  }
  const isDerived = services.some((service) =>
    isOf(region === undefined ? undefined : endpointPattern(profile, service, region, settings)),
  );
  if (isDerived) return `${fromRegion()}; or what the names end with, ${correct("cloudDomain")}`;
  return `the cloud's own catalogue names ${host}: this machine may have to ask another kind of address, ${correct("interface")}`;
}

/** What to do about the region, with those that the vendor is known to have where the host would be the vendor's. */
function correctRegion(host: string, { profile, region = "" }: CloudSettings): string {
  if (!isHuaweiFamily(profile)) return ": correct the region";
  const known = knownRegions[profile];
  const domain = vendorDomain(profile, region);
  if (domain === undefined || !host.endsWith(`.${domain}`) || known.includes(region))
    return ": correct the region";
  const question = didYouMean(nearest(region, known));
  const stray = `, which is none of the known ones (${known.join(", ")})`;
  return `${stray}: ${question === undefined ? "correct the region" : `${question} Correct it`}`;
}

/** A bucket's host stands below that of its service. */
function isAt(host: string, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const parent = new URL(address).host;
  return host === parent || host.endsWith(`.${parent}`);
}

function isLabelOf(host: string, region: string | undefined): boolean {
  return region !== undefined && host.split(".").includes(region.toLowerCase());
}
