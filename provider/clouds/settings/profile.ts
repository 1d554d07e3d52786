import { nearest } from "./nearest";

/** The kinds of cloud. In clouds.yaml: `profile:`, where openstacksdk knows `otc` and `otc-swiss` as well. */
export const profiles = ["otc", "otc-swiss", "huaweicloud", "openstack", "zstack"] as const;
export type Profile = (typeof profiles)[number];

export function isProfile(text: string): text is Profile {
  return (profiles as readonly string[]).includes(text);
}

/** The profile of ours that somebody meant who wrote `otcc`, `OTC` or `huawei`. */
export function profileMeant(text: string): Profile | undefined {
  const names = new Map<string, Profile>([
    ...profiles.map((profile) => [profile, profile] as const),
    ["huawei", "huaweicloud"],
    ["opentelekomcloud", "otc"],
  ]);
  const [near] = nearest(text, [...names.keys()]);
  return near === undefined ? undefined : names.get(near);
}

/** Huawei and the clouds built by it: their IAM, project names and host names follow one scheme. */
export function isHuaweiFamily(profile: Profile): profile is "otc" | "otc-swiss" | "huaweicloud" {
  return profile === "otc" || profile === "otc-swiss" || profile === "huaweicloud";
}

/**
 * `{host label}.{region}.{rest}`, as in ims.eu-de.otc.t-systems.com
 * (docs/vendors/open-telekom-and-huawei.md#endpoints).
 */
const HOSTS: readonly (readonly [Profile, RegExp])[] = [
  ["otc-swiss", /^[^.]+\.(?:([^.]+)\.)?sc\.otc\.t-systems\.com$/],
  ["otc", /^[^.]+\.(?:([^.]+)\.)?otc\.t-systems\.com$/],
  ["huaweicloud", /^[^.]+\.(?:([^.]+)\.)?myhuaweicloud\.(?:com|eu)$/],
];

/** What a host name says about its cloud; any host that no vendor pattern fits is some OpenStack. */
export function fromHost(host: string): { profile: Profile; region?: string } {
  for (const [profile, pattern] of HOSTS) {
    const match = pattern.exec(host.toLowerCase());
    if (match !== null) return match[1] === undefined ? { profile } : { profile, region: match[1] };
  }
  return { profile: "openstack" };
}

/**
 * The region when none is set: the first of openstacksdk's vendor file (openstack/config/vendors/otc.json lists
 * eu-de, eu-nl; otc-swiss.json eu-ch2; loader.py `_get_region` takes the first).
 */
export function defaultRegion(profile: Profile): string | undefined {
  return profile === "otc" ? "eu-de" : profile === "otc-swiss" ? "eu-ch2" : undefined;
}

/**
 * The region that a project's name begins with, as on OTC and Huawei Cloud it always does: `eu-nl_images`,
 * `cn-north-4_web`. The vendor's own clients take the region from there (gophertelekomcloud, `GetRegion`).
 */
export function regionOfProject(profile: Profile, name: string | undefined): string | undefined {
  if (!isHuaweiFamily(profile)) return undefined;
  const region =
    profile === "huaweicloud" ? /^([a-z]{2}-[a-z]+-\d+)(?:_|$)/ : /^([a-z]{2}-[a-z]{2}\d?)(?:_|$)/;
  return region.exec(name ?? "")?.[1];
}

/** What the vendor's host names end with in a region, where the profile is a vendor's. */
export function vendorDomain(profile: Profile, region: string | undefined): string | undefined {
  switch (profile) {
    case "otc":
      return "otc.t-systems.com";
    case "otc-swiss":
      return "sc.otc.t-systems.com";
    case "huaweicloud":
      return huaweiDomain(region);
    case "openstack":
    case "zstack":
      return undefined;
  }
}

/**
 * What Huawei Cloud's host names end with in a region. eu-west-1xx is the European company's cloud: its IAM is only
 * there, and Huawei's Terraform provider switches all services (docs/vendors/open-telekom-and-huawei.md#endpoints,
 * where the SDK differs).
 */
function huaweiDomain(region: string | undefined): string {
  return /^eu-west-1\d\d$/.test(region ?? "") ? "myhuaweicloud.eu" : "myhuaweicloud.com";
}
