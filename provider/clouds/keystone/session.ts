import type { Authorizer } from "../../http/call";
import type { CloudLocation } from "../cloud";
import { type ProfileTraits, traits } from "../profiles/traits";
import {
  type Service as AddressedService,
  type CloudSettings,
  endpointPattern,
  whereToSet,
} from "../settings";
import { endpointIn, otherEndpoints, withoutVersion } from "./catalogue";
import { noService } from "./noService";
import type { TokenSource } from "./token";

export type Service = Exclude<AddressedService, "identity">;

/** Authorizes the calls of one account, and knows the endpoints of its project's services. */
export interface Session extends Authorizer {
  /** Base URL of a service, without version and project. */
  endpoint(service: Service): Promise<string>;
  projectId(): Promise<string>;
  /** The roles in the token; absent if requests are signed. */
  roles?(): Promise<readonly string[]>;
  location(): Promise<CloudLocation>;
}

/**
 * Catalogue types by profile family, the usual one first (docs/vendors/open-telekom-and-huawei.md#service-catalogue;
 * OpenStack's service-types authority). Those of Huawei Cloud are not verified: what its catalogue lacks is found by
 * the naming of its hosts, where these are the vendor's.
 */
const catalogueTypes: Record<ProfileTraits["catalogue"], Partial<Record<Service, readonly string[]>>> = {
  openstack: { image: ["image"], volume: ["volumev3", "block-storage", "block-store", "volume"] },
  huawei: {
    image: ["image", "imsv2", "ims"],
    volume: ["volumev2", "volumev3", "evs"],
    compute: ["ecs", "compute"],
    backup: ["cbr"],
    serverBackup: ["data-protect", "csbs"],
    object: ["object", "obs"],
  },
  none: {},
};

/** A session that sends `X-Auth-Token`, whatever kind of credentials the token was made from. */
export function tokenSession(settings: CloudSettings, tokens: TokenSource): Session {
  const types = catalogueTypes[traits[settings.profile].catalogue];

  return {
    async authorize(request) {
      const token = await tokens.current();
      return { ...request, headers: { ...request.headers, "x-auth-token": token.id } };
    },
    async renew(request) {
      if (!tokens.renewable) return false;
      await tokens.current(request.headers["x-auth-token"]);
      return true;
    },
    endpoint: async (service) => (await find(service)).url,
    projectId: async () => (await tokens.current()).projectId,
    roles: async () => (await tokens.current()).roles,
    async location() {
      const { url, region } = await find("image");
      return { endpoint: url, region, projectId: (await tokens.current()).projectId };
    },
  };

  async function find(service: Service): Promise<{ url: string; region: string }> {
    const { catalogue } = await tokens.current();
    const { interface: face, otherInterfaces, region: wanted } = settings;
    const set = settings.endpoints[service];
    // If the address is set by hand, no region has to be chosen.
    const howToChoose = set === undefined ? `set ${whereToSet("region", settings)}` : undefined;
    const endpointChoice = { interface: face, otherInterfaces, region: wanted, howToChoose };
    const listed = endpointIn(catalogue, types[service] ?? [], endpointChoice);
    const url = set ?? listed?.url ?? pattern(service);
    const region = settings.region ?? (listed === undefined || listed.region === "*" ? "" : listed.region);
    if (url === undefined)
      throw noService(service, settings, otherEndpoints(catalogue, types[service] ?? [], endpointChoice));
    return { url: withoutVersion(url), region };
  }

  function pattern(service: Service): string | undefined {
    return settings.region === undefined
      ? undefined
      : endpointPattern(settings.profile, service, settings.region, settings);
  }
}
