import { CloudError } from "../../http/errors";
import { type CloudSettings, isHuaweiFamily, type Service, serviceTitle, whereToSet } from "../settings";
import type { OtherEndpoints } from "./catalogue";

const NO_OTHERS: OtherEndpoints = { otherInterfaces: [], otherRegions: [] };

/** The error for a service whose address neither the user nor the catalogue names, and that we may not guess. */
export function noService(
  service: Service,
  settings: CloudSettings,
  others: OtherEndpoints = NO_OTHERS,
): CloudError {
  const { name, profile, region = "(none given)", cloudDomain, authUrl } = settings;
  const set = `set ${whereToSet(`${service}Endpoint`, settings)}`;
  const own = isHuaweiFamily(profile) && cloudDomain === undefined;
  const unguessed = own
    ? `; ${authUrl} is not of the vendor's domain, so none is guessed by the vendor's naming: the credentials would go to a host that nobody has named`
    : "";
  const alternative = alternativeIn(others, settings);
  const hint = own
    ? `give its address: ${set}; or say what all host names of this cloud end with: set ${whereToSet("cloudDomain", settings)}`
    : `${alternative?.hint ?? "check the region's name"}, or give the address: ${set}`;
  return new CloudError(
    `cloud "${name}" has no known ${serviceTitle(service)} service in region ${region}${alternative?.reason ?? ""}${unguessed}`,
    { outcome: "not-sent", hint },
  );
}

/** What the catalogue has instead, and how to use it. Another interface in this region is the better guess. */
function alternativeIn(
  { otherInterfaces: faces, otherRegions: regions }: OtherEndpoints,
  settings: CloudSettings,
): { readonly reason: string; readonly hint: string } | undefined {
  const { interface: face, otherInterfaces = [] } = settings;
  if (faces.length > 0) {
    const tried = [face, ...otherInterfaces].join(" or ");
    const hint = `set ${whereToSet("interface", settings)} to ${faces.join(" or ")} if this machine reaches it`;
    return { reason: `: the catalogue has it as ${faces.join(" and ")}, not as ${tried}`, hint };
  }
  if (regions.length === 0) return undefined;
  const hint = `set ${whereToSet("region", settings)} to one of these`;
  return { reason: `; the catalogue has it in ${regions.join(", ")}`, hint };
}
