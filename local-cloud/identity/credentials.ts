import { applicationCredential, type HuaweiName, type Profile, type ProfileName } from "../world/profile";
import { profileNamed, type World } from "../world/world";
import { zstackEntries } from "../zstack/identity/zstackEntries";
import { demoAudience, demoProtocol } from "./federation/identityProvider";
import { permanentAccess, temporaryAccess } from "./keyRecord";

export type EntryName = ZstackEntryName | RegionalEntryName;
export type ZstackEntryName = "zstack" | "zstack-user" | "zstack-accesskey";
type RegionalEntryName =
  | ProfileName
  | "openstack-appcred"
  | "openstack-admin"
  | `${ProfileName}-federation`
  | `${HuaweiName}-${"metadata" | "aksk" | "aksk-temporary" | "agency" | "aksk-agency"}`;

/** One cloud as clouds.yaml has it. */
export interface CloudsYamlEntry {
  profile: string;
  /** ZStack has neither. */
  region_name?: string;
  identity_api_version?: 3;
  auth_type?: string;
  image_endpoint_override?: string;
  volume_endpoint_override?: string;
  compute_endpoint_override?: string;
  backup_endpoint_override?: string;
  server_backup_endpoint_override?: string;
  object_endpoint_override?: string;
  auth: { auth_url: string; [key: string]: string };
}

export type Credentials = Record<RegionalEntryName, CloudsYamlEntry & { region_name: string }> &
  Record<ZstackEntryName, CloudsYamlEntry>;

export function credentials(world: World): Credentials {
  const entries = world.profiles.flatMap((profile) => [
    [profile.name, entry(world, profile)] as const,
    ...signedEntries(world, profile),
    [`${profile.name}-federation`, federationEntry(world, profile)] as const,
  ]);
  return {
    ...Object.fromEntries(entries),
    "openstack-appcred": applicationCredentialEntry(world),
    "openstack-admin": administratorEntry(world),
    ...zstackEntries(world),
  } as Credentials;
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

/** With addresses: who signs has no token, so no catalogue, and the vendor's naming leads to the real clouds. */
function signedEntries(world: World, profile: Profile): (readonly [string, CloudsYamlEntry])[] {
  const { name, region, projects, agency } = profile;
  if (name === "openstack" || agency === undefined) return [];
  const auth_url = `${world.origin}/iam/v3`;
  const { username, password, user_domain_name } = entry(world, profile).auth as Record<string, string>;
  const [project_name, delegated] = [projects[0].name, agency.project.name];
  const keys = (access: string): Record<string, string> => {
    const { secret, securityToken } = world.accessKeys.get(access) ?? {};
    return {
      access_key: access,
      secret_key: secret ?? "",
      ...(securityToken ? { security_token: securityToken } : {}),
    };
  };
  const role = { agency_name: agency.name, agency_domain_name: agency.domain.name };
  const signed = (auth: Record<string, string | undefined>) =>
    ({
      profile: name,
      region_name: region,
      identity_api_version: 3,
      ...addressesOf(world, name),
      auth: { auth_url, ...auth },
    }) as CloudsYamlEntry;
  return [
    [
      `${name}-metadata`,
      {
        ...signed({ metadata_url: `${world.origin}/metadata/${name}`, project_name }),
        auth_type: "ecsagency",
      },
    ],
    [`${name}-aksk`, signed({ ...keys(permanentAccess(name)), project_name })],
    [`${name}-aksk-temporary`, signed({ ...keys(temporaryAccess(name)), project_name })],
    [`${name}-agency`, signed({ username, password, user_domain_name, ...role, project_name: delegated })],
    [`${name}-aksk-agency`, signed({ ...keys(permanentAccess(name)), ...role, project_name: delegated })],
  ];
}

/** For a job of GitHub's: it has the token's address in its environment. Huawei Cloud's keys come without a catalogue. */
function federationEntry(world: World, profile: Profile): CloudsYamlEntry {
  const { auth, ...rest } = entry(world, profile);
  const { auth_url, project_name = "", project_domain_name } = auth;
  const addresses = profile.name === "huaweicloud" ? addressesOf(world, profile.name) : {};
  return {
    ...rest,
    ...addresses,
    auth_type: "v3oidcaccesstoken",
    auth: {
      auth_url,
      identity_provider: `github-${profile.name}`,
      protocol: demoProtocol(profile),
      access_token_audience: demoAudience,
      project_name,
      ...(project_domain_name && { project_domain_name }),
    },
  };
}

const addressesOf = (world: World, name: HuaweiName) => ({
  image_endpoint_override: `${world.origin}/ims`,
  volume_endpoint_override: `${world.origin}/evs`,
  compute_endpoint_override: `${world.origin}/ecs`,
  backup_endpoint_override: `${world.origin}/cbr`,
  ...(name === "otc-swiss" ? {} : { server_backup_endpoint_override: `${world.origin}/csbs` }),
  object_endpoint_override: `${world.origin}/obs`,
});

function administratorEntry(world: World): CloudsYamlEntry {
  const profile = profileNamed(world, "openstack");
  const { user, password } = profile.admin ?? profile;
  return entry(world, { ...profile, user, password });
}

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
