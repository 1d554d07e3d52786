import { type HuaweiProfile, type Profile, profiles, traits } from "../profiles/traits";
import { nearest } from "./nearest";

export { type Profile, profiles };

export function isProfile(text: string): text is Profile {
  return (profiles as readonly string[]).includes(text);
}

/** The profile that is meant by `otcc`, `OTC` or `huawei`. */
export function profileMeant(text: string): Profile | undefined {
  const names = new Map<string, Profile>([
    ...profiles.map((profile) => [profile, profile] as const),
    ...profiles.flatMap((profile) => traits[profile].alsoCalled.map((name) => [name, profile] as const)),
  ]);
  const [near] = nearest(text, [...names.keys()]);
  return near === undefined ? undefined : names.get(near);
}

/** Huawei and the clouds built by it: their IAM, project names and host names follow one scheme. */
export function isHuaweiFamily(profile: Profile | undefined): profile is HuaweiProfile {
  return profile !== undefined && traits[profile].isHuaweiFamily;
}

/** What a host name says about its cloud; any host that no vendor pattern fits is some OpenStack. */
export function fromHost(host: string): { profile: Profile; region?: string } {
  for (const profile of profiles) {
    const match = traits[profile].vendorHosts?.pattern.exec(host.toLowerCase());
    if (match) return match[1] === undefined ? { profile } : { profile, region: match[1] };
  }
  return { profile: "openstack" };
}

/** The region when none is set. */
export function defaultRegion(profile: Profile): string | undefined {
  return traits[profile].defaultRegion;
}

/**
 * The region that a project's name begins with, as on OTC and Huawei Cloud it always does: `eu-nl_images`,
 * `cn-north-4_web`. The vendor's own clients take the region from there (gophertelekomcloud, `GetRegion`).
 */
export function regionOfProject(profile: Profile, name: string | undefined): string | undefined {
  return traits[profile].regionInProjectName?.exec(name ?? "")?.[1];
}

/** What the vendor's host names end with in a region, if the profile is a vendor's. */
export function vendorDomain(profile: Profile, region: string | undefined): string | undefined {
  return traits[profile].vendorHosts?.domain(region);
}
