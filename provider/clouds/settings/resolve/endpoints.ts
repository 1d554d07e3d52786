import { traits } from "../../profiles/traits";
import type { CloudSettings, Service } from "../cloudSettings";
import { isHuaweiFamily, type Profile } from "../profile";

/**
 * The first label of a service's host name on OTC and Huawei Cloud; IAM's is a trait of the profile
 * (docs/vendors/open-telekom-and-huawei.md#endpoints).
 */
const HUAWEI_LABELS: Readonly<Record<Exclude<Service, "identity">, string>> = {
  image: "ims",
  volume: "evs",
  compute: "ecs",
  backup: "cbr",
  serverBackup: "csbs",
  object: "obs",
};

/** A service as messages call it: "server backup". */
export function serviceTitle(service: Service): string {
  return service.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/**
 * Where the vendor's naming scheme puts a service: its base URL without version, project or slash at the end. For
 * services without an entry in the catalogue (Huawei's own tools do not read that at all).
 *
 * Undefined without `cloudDomain`: credentials go to no host that the user or their cloud's catalogue has not named, and a
 * private cloud of a vendor's profile is not the vendor's.
 */
export function endpointPattern(
  profile: Profile,
  service: Service,
  region: string,
  { cloudDomain }: Pick<CloudSettings, "cloudDomain">,
): string | undefined {
  if (cloudDomain === undefined || !isHuaweiFamily(profile)) return undefined;
  if (!/^[a-z\d.-]+$/i.test(region)) return undefined; // it would name another host
  const identityLabel = traits[profile].vendorHosts?.identityLabel ?? "iam";
  const label = service === "identity" ? identityLabel : HUAWEI_LABELS[service];
  return `https://${label}.${region}.${cloudDomain}`;
}
