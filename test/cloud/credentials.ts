import { applicationCredential, type Profile } from "./profiles";
import type { World } from "./world";

export type EntryName = "otc" | "otc-swiss" | "huaweicloud" | "openstack" | "openstack-appcred";

/** One cloud as clouds.yaml has it. */
export interface CloudsYamlEntry {
  profile: string;
  region_name: string;
  identity_api_version: 3;
  auth_type?: string;
  auth: { auth_url: string; [key: string]: string };
}

export function credentials(world: World): Record<EntryName, CloudsYamlEntry> {
  const entries = Object.fromEntries(world.profiles.map((profile) => [profile.name, entry(world, profile)]));
  return { ...entries, "openstack-appcred": applicationCredentialEntry(world) } as Record<
    EntryName,
    CloudsYamlEntry
  >;
}

const entry = (
  world: World,
  { name, region, domain, user, password, projects }: Profile,
): CloudsYamlEntry => ({
  profile: name,
  region_name: region,
  identity_api_version: 3,
  auth: {
    auth_url: `${world.origin}/${name === "openstack" ? "keystone" : "iam"}/v3`,
    username: user.name,
    password,
    user_domain_name: domain.name,
    project_name: projects[0].name,
    ...(name === "openstack" ? { project_domain_name: domain.name } : {}),
  },
});

const applicationCredentialEntry = (world: World): CloudsYamlEntry => ({
  profile: "openstack",
  region_name: "RegionOne",
  identity_api_version: 3,
  auth_type: "v3applicationcredential",
  auth: {
    auth_url: `${world.origin}/keystone/v3`,
    application_credential_id: applicationCredential.id,
    application_credential_secret: world.applicationCredentialSecret,
  },
});
