import { CloudError } from "../../http/errors";
import { type CloudSettings, isHuaweiFamily, type Service, whereToSet, wordsOf } from "../settings";

/** Nobody has said where a service is: not the user, not the catalogue; and no name may be made for it. */
export function noService(service: Service, settings: CloudSettings): CloudError {
  const { name, profile, region = "(none given)", cloudDomain, authUrl } = settings;
  const set = `set ${whereToSet(`${service}Endpoint`, settings)}`;
  const own = isHuaweiFamily(profile) && cloudDomain === undefined;
  const why = own
    ? `; ${authUrl} is not of the vendor's domain, so none is guessed by the vendor's naming: the credentials would go to a host that nobody has named`
    : "";
  const hint = own
    ? `give its address: ${set}; or say what all host names of this cloud end with: set ${whereToSet("cloudDomain", settings)}`
    : `check the region's name, or give the address: ${set}`;
  return new CloudError(
    `cloud "${name}" has no known ${wordsOf(service)} service in region ${region}${why}`,
    { outcome: "not-sent", hint },
  );
}
