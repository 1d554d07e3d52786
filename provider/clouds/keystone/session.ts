import type { Authorizer } from "../../http/call";
import { CloudError } from "../../http/errors";
import type { CloudLocation } from "../cloud";
import type { CloudSettings } from "../settings";
import { endpointPattern } from "../settings";
import { endpointIn, withoutVersion } from "./catalogue";
import type { TokenSource } from "./token";

export type Service = "image" | "volume";

/** Signs the calls of one account and knows where the services of its project are. */
export interface Session extends Authorizer {
  /** Base URL of a service, without version and project. */
  endpoint(service: Service): Promise<string>;
  projectId(): Promise<string>;
  /** The roles that the token says it was given; a signature tells none. */
  roles?(): Promise<readonly string[]>;
  location(): Promise<CloudLocation>;
}

/** Catalogue types by profile family, the usual one first (api-huawei-otc §8.3; OpenStack's service-types authority). */
const catalogueTypes: Record<"openstack" | "huawei", Record<Service, readonly string[]>> = {
  openstack: { image: ["image"], volume: ["volumev3", "block-storage", "block-store", "volume"] },
  huawei: { image: ["image", "imsv2", "ims"], volume: ["volumev2", "volumev3", "evs"] },
};

/** A session that sends `X-Auth-Token`, whatever kind of credentials the token was made from. */
export function tokenSession(settings: CloudSettings, tokens: TokenSource): Session {
  const types = catalogueTypes[settings.profile === "openstack" ? "openstack" : "huawei"];

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
    const where = { interface: settings.interface, region: settings.region };
    const listed = endpointIn(catalogue, types[service], where);
    const url = settings.endpoints[service] ?? listed?.url ?? pattern(service);
    const region = settings.region ?? (listed === undefined || listed.region === "*" ? "" : listed.region);
    if (url !== undefined) return { url: withoutVersion(url), region };
    throw new CloudError(
      `cloud "${settings.name}" has no ${service} service in region ${settings.region ?? "(none given)"}`,
      {
        outcome: "not-sent",
        hint: `check the region's name, or give the address as \`${service}_endpoint_override\` in clouds.yaml`,
      },
    );
  }

  function pattern(service: Service): string | undefined {
    return settings.region === undefined
      ? undefined
      : endpointPattern(settings.profile, service, settings.region, settings);
  }
}
