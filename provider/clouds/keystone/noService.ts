import { CloudError } from "../../http/errors";
import { type CloudSettings, isHuaweiFamily, type Service, whereToSet, wordsOf } from "../settings";
import type { Elsewhere } from "./catalogue";

const NOWHERE: Elsewhere = { otherInterfaces: [], otherRegions: [] };

/** The error for a service whose address neither the user nor the catalogue names, and that we may not guess. */
export function noService(
  service: Service,
  settings: CloudSettings,
  elsewhere: Elsewhere = NOWHERE,
): CloudError {
  const { name, profile, region = "(none given)", cloudDomain, authUrl } = settings;
  const set = `set ${whereToSet(`${service}Endpoint`, settings)}`;
  const own = isHuaweiFamily(profile) && cloudDomain === undefined;
  const why = own
    ? `; ${authUrl} is not of the vendor's domain, so none is guessed by the vendor's naming: the credentials would go to a host that nobody has named`
    : "";
  const known = inCatalogue(elsewhere, settings);
  const hint = own
    ? `give its address: ${set}; or say what all host names of this cloud end with: set ${whereToSet("cloudDomain", settings)}`
    : `${known?.hint ?? "check the region's name"}, or give the address: ${set}`;
  return new CloudError(
    `cloud "${name}" has no known ${wordsOf(service)} service in region ${region}${known?.why ?? ""}${why}`,
    { outcome: "not-sent", hint },
  );
}

/** What the catalogue has instead, and how to use it. Another interface in this region is the better guess. */
function inCatalogue(
  { otherInterfaces: faces, otherRegions: regions }: Elsewhere,
  settings: CloudSettings,
): { readonly why: string; readonly hint: string } | undefined {
  const { interface: face, otherInterfaces = [] } = settings;
  if (faces.length > 0) {
    const asked = [face, ...otherInterfaces].join(" or ");
    const hint = `set ${whereToSet("interface", settings)} to ${faces.join(" or ")} if this machine reaches it`;
    return { why: `: the catalogue has it as ${faces.join(" and ")}, not as ${asked}`, hint };
  }
  if (regions.length === 0) return undefined;
  const hint = `set ${whereToSet("region", settings)} to one of these`;
  return { why: `; the catalogue has it in ${regions.join(", ")}`, hint };
}
