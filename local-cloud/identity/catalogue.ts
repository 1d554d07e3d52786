import type { Profile, Project } from "../world/profile";
import type { World } from "../world/world";

interface CatalogueEntry {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly endpoints: readonly Record<string, string>[];
}

/** For whom: the owner of a token, or of the key that signed a request. */
interface Owner {
  readonly profile: Profile;
  readonly project?: Project;
}

/**
 * What a token answer says about where the services are (docs/vendors/open-telekom-and-huawei.md#service-catalogue,
 * docs/vendors/openstack.md#keystone).
 */
export function catalogue(world: World, owner: Owner): CatalogueEntry[] {
  const services = owner.profile.name === "openstack" ? openStackServices(owner) : telekomServices(owner);
  return services.map(([type, name, path], index) => ({
    id: `5${index}`.padEnd(32, "0"),
    type,
    name,
    endpoints: ["public", "internal", "admin"].map((face, place) => ({
      id: `e${index}${place}`.padEnd(32, "0"),
      interface: face,
      region: owner.profile.region,
      region_id: owner.profile.region,
      url: `${world.origin}${path}`,
    })),
  }));
}

const telekomServices = ({ profile, project }: Owner): [string, string, string][] => [
  ["identity", "iam", "/iam/v3"],
  ["image", "ims", "/ims"],
  ["object", "obs", "/obs"],
  ...(project
    ? ([
        ["volumev2", "evsv2", `/evs/v2/${project.id}`],
        ["volumev3", "evsv3", `/evs/v3/${project.id}`],
        ["ecs", "ecs", `/ecs/v1/${project.id}`],
        ["cbr", "cbr", `/cbr/v3/${project.id}`],
        // No CSBS in eu-ch2 (docs/vendors/open-telekom-and-huawei.md#endpoints).
        ...(profile.name === "otc-swiss" ? [] : [["data-protect", "csbs", `/csbs/v1/${project.id}`]]),
      ] as [string, string, string][])
    : []),
];

const openStackServices = ({ project }: Owner): [string, string, string][] => [
  ["identity", "keystone", "/keystone/v3/"],
  ["image", "glance", "/glance"],
  ...(project ? ([["volumev3", "cinderv3", `/cinder/v3/${project.id}`]] as [string, string, string][]) : []),
];
