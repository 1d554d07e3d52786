import { defaultCloudDomain, type Profile } from "./profile";
import type { CloudSettings, Service } from "./settings";

/** The first label of a service's host name on OTC and Huawei Cloud (api-huawei-otc.md §8). */
const HUAWEI_LABELS: Readonly<Record<Service, string>> = {
  identity: "iam",
  image: "ims",
  volume: "evs",
  compute: "ecs",
  backup: "cbr",
  serverBackup: "csbs",
  object: "obs",
};

/** A service as messages call it: "server backup". */
export function wordsOf(service: Service): string {
  return service.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The key of clouds.yaml that sets its address: `server_backup_endpoint_override`. */
export function overrideOf(service: Service): string {
  return `${wordsOf(service).replace(" ", "_")}_endpoint_override`;
}

/**
 * Where the vendor's naming scheme puts a service: its base URL without version, project or slash at the end. For
 * services without an entry in the catalogue (Huawei's own tools do not read that at all).
 * Undefined for `openstack` and `zstack`, which have no scheme.
 */
export function endpointPattern(
  profile: Profile,
  service: Service,
  region: string,
  settings: Pick<CloudSettings, "cloudDomain"> = {},
): string | undefined {
  const label = HUAWEI_LABELS[service];
  switch (profile) {
    case "otc":
      return `https://${label}.${region}.otc.t-systems.com`;
    case "otc-swiss":
      // IAM's public name is the one exception (openstacksdk's vendor file otc-swiss.json).
      return `https://${service === "identity" ? "iam-pub" : label}.${region}.sc.otc.t-systems.com`;
    case "huaweicloud":
      return `https://${label}.${region}.${settings.cloudDomain ?? defaultCloudDomain(region)}`;
    case "openstack":
    case "zstack":
      return undefined;
  }
}
