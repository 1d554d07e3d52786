import type { LocalCloud } from "../../local-cloud";
import { canary } from "../lifecycle/harness/canary";

/** The settings of the OpenStack cloud, as a program hands them to a provider. */
export function openstackSettings(cloud: LocalCloud, native: boolean, password: unknown = canary): object {
  const { auth, region_name } = cloud.credentials.openstack;
  const own = {
    profile: "openstack",
    authUrl: auth.auth_url,
    region: region_name,
    userName: auth.username,
    userDomainName: auth.user_domain_name,
    projectName: auth.project_name,
    projectDomainName: auth.project_domain_name,
    password,
    verify: false,
  };
  const named = Object.entries(own).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named.map(([key, value]) => [native ? key : `cloudimages:${key}`, value]));
}
