/** The clouds that are played, with fixed demo accounts: these names and passwords are public and protect nothing. */
export type ProfileName = "otc" | "otc-swiss" | "huaweicloud" | "openstack";

/** ZStack has no volumes here, and accounts of its own (zstack/identity/account.ts). */
export type CloudName = ProfileName | "zstack";

export interface Project {
  readonly id: string;
  readonly name: string;
}

export interface Profile {
  readonly name: ProfileName;
  readonly region: string;
  readonly zones: readonly string[];
  readonly domain: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string };
  readonly password: string;
  readonly projects: readonly [Project, Project];
  /** What the user may, with the roles that this one implies. */
  readonly roles: readonly string[];
  /** OpenStack's, who sees and may more. */
  readonly admin?: {
    readonly user: { readonly id: string; readonly name: string };
    readonly password: string;
  };
  /** Another account's agency that is delegated to this one, and the project of that account. */
  readonly agency?: Agency;
}

export interface Agency {
  readonly name: string;
  readonly domain: { readonly id: string; readonly name: string };
  readonly project: Project;
}

export type HuaweiName = Exclude<ProfileName, "openstack">;

const agencyOf = (digit: string, projectName: string) => ({
  name: "demo-agency",
  domain: { id: `d000000000000000000000000000001${digit}`, name: `demo-delegating-account-${digit}` },
  project: { id: `${digit}0000000000000000000000000000003`, name: projectName },
});

export const demoProfiles: readonly Profile[] = [
  {
    name: "otc",
    region: "eu-de",
    zones: ["eu-de-01", "eu-de-02", "eu-de-03"],
    domain: { id: "d0000000000000000000000000000001", name: "OTC00000000001000000001" },
    user: { id: "a0000000000000000000000000000001", name: "demo" },
    password: "demo-password-otc",
    projects: [
      { id: "10000000000000000000000000000001", name: "eu-de_lab" },
      { id: "10000000000000000000000000000002", name: "eu-de_other" },
    ],
    roles: ["te_admin"],
    agency: agencyOf("1", "eu-de_delegated"),
  },
  {
    name: "otc-swiss",
    region: "eu-ch2",
    zones: ["eu-ch2a", "eu-ch2b"],
    domain: { id: "d0000000000000000000000000000002", name: "OTC00000000001000000002" },
    user: { id: "a0000000000000000000000000000002", name: "demo" },
    password: "demo-password-otc-swiss",
    projects: [
      { id: "20000000000000000000000000000001", name: "eu-ch2_lab" },
      { id: "20000000000000000000000000000002", name: "eu-ch2_other" },
    ],
    roles: ["te_admin"],
    agency: agencyOf("2", "eu-ch2_delegated"),
  },
  {
    name: "huaweicloud",
    region: "cn-north-4",
    zones: ["cn-north-4a", "cn-north-4b", "cn-north-4c"],
    domain: { id: "d0000000000000000000000000000003", name: "hwc-demo" },
    user: { id: "a0000000000000000000000000000003", name: "demo" },
    password: "demo-password-huaweicloud",
    projects: [
      { id: "30000000000000000000000000000001", name: "cn-north-4" },
      { id: "30000000000000000000000000000002", name: "cn-north-4_other" },
    ],
    roles: ["te_admin"],
    agency: agencyOf("3", "cn-north-4_delegated"),
  },
  {
    name: "openstack",
    region: "RegionOne",
    zones: ["nova"],
    domain: { id: "default", name: "Default" },
    user: { id: "a0000000000000000000000000000004", name: "demo" },
    password: "demo-password-openstack",
    projects: [
      { id: "40000000000000000000000000000001", name: "lab" },
      { id: "40000000000000000000000000000002", name: "other" },
    ],
    roles: ["member", "reader"],
    admin: {
      user: { id: "a0000000000000000000000000000005", name: "admin" },
      password: "demo-password-openstack-admin",
    },
  },
];

/** An application credential of the OpenStack user, bound to its first project. */
export const applicationCredential = { id: "c0000000000000000000000000000004", name: "demo-appcred" };
export const applicationCredentialSecret = "demo-application-credential-secret";

export const isOpenStack = (profile: ProfileName): boolean => profile === "openstack";
