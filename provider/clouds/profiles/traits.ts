/** The kinds of cloud. In clouds.yaml: `profile:`, where openstacksdk knows `otc` and `otc-swiss` as well. */
export const profiles = ["otc", "otc-swiss", "huaweicloud", "openstack", "zstack"] as const;
export type Profile = (typeof profiles)[number];

/** All that distinguishes the kinds of cloud besides their APIs. A new kind has to define every trait. */
export interface ProfileTraits {
  /** Other names that people give it in `profile:`. */
  readonly alsoCalled: readonly string[];
  /** Its IAM, project names and host names follow Huawei's scheme. */
  readonly isHuaweiFamily: boolean;
  /** The vendor's own host names, where it is one vendor's cloud. */
  readonly vendorHosts: VendorHosts | undefined;
  /** The region when none is set. */
  readonly defaultRegion: string | undefined;
  /** The region that a project's name begins with. */
  readonly regionInProjectName: RegExp | undefined;
  /** The scheme of the services' names in a token's catalogue. */
  readonly catalogue: "openstack" | "huawei" | "none";
  /** A project's name is unique in its domain only. */
  readonly projectsHaveDomains: boolean;
  /** A password alone does not say which project is meant. */
  readonly passwordNeedsProject: boolean;
  /** A token of one project can be exchanged for one of another. */
  readonly rescopesTokens: boolean;
  /**
   * What an id token is exchanged for: a token of Keystone's, or temporary keys that sign requests
   * (docs/vendors/openstack.md#federation, docs/vendors/open-telekom-and-huawei.md#federation).
   */
  readonly federation: "token" | "temporaryKeys" | "none";
  /** Accounts take the place of projects and domains. */
  readonly hasAccounts: boolean;
  /** A single management node offers all services; there is no separate identity service. */
  readonly hasManagementNode: boolean;
  /** Signatures are dated by the wall clock of the cloud. */
  readonly signsInLocalTime: boolean;
  /** Follows the cloud's title in the message that refuses tokens and application credentials. */
  readonly refusesTokens: string | undefined;
  /** Follows the cloud's title in the message that refuses access keys. */
  readonly refusesAccessKeys: string | undefined;
  /** Lists of images leave out the user's tags. */
  readonly listsLeaveOutTags: boolean;
  /** How images show what they were made from. */
  readonly origin: "ims" | "snapshot" | "none";
  /** Images are made from volumes, which the doctor lists: VolumeImage exists. */
  readonly hasVolumeImages: boolean;
  /** Templates are made from snapshots of volumes: DataVolumeTemplate exists. */
  readonly hasVolumeTemplates: boolean;
  /** Images have attributes of many names, which an argument's `property` is sent as. */
  readonly hasProperties: boolean;
  /** Images are Glance's: its limits of texts and tags, and its rule of who may publish. */
  readonly hasGlance: boolean;
  /** Volumes are exported by Cinder's upload, and may have to be set free by hand. */
  readonly exportsByCinder: boolean;
  /** What to do about permissions that the doctor did not check. */
  readonly compareRights: string;
}

/** `{host label}.{region}.{domain}`, as in ims.eu-de.otc.t-systems.com (docs/vendors/open-telekom-and-huawei.md#endpoints). */
export interface VendorHosts {
  /** What a host name of the vendor's looks like, with its region. A host fits the pattern of one profile at most. */
  readonly pattern: RegExp;
  /** What host names end with in a region. */
  readonly domain: (region: string | undefined) => string;
  /** The identity service's label. */
  readonly identityLabel: string;
}

const keystone = {
  alsoCalled: [],
  hasAccounts: false,
  hasManagementNode: false,
  signsInLocalTime: false,
  refusesTokens: undefined,
  federation: "token",
  listsLeaveOutTags: false,
  hasVolumeImages: true,
  hasVolumeTemplates: false,
  hasProperties: true,
  compareRights: "Compare their names, in brackets, with the user's policies.",
} as const;

const huawei = {
  ...keystone,
  isHuaweiFamily: true,
  catalogue: "huawei",
  projectsHaveDomains: false,
  passwordNeedsProject: false,
  rescopesTokens: false,
  refusesAccessKeys: undefined,
  origin: "ims",
  hasGlance: false,
  exportsByCinder: false,
} as const;

/**
 * eu-west-1xx is the European company's cloud: its IAM is only there, and Huawei's Terraform provider switches all
 * services (docs/vendors/open-telekom-and-huawei.md#endpoints, where the SDK differs).
 */
function huaweiDomain(region: string | undefined): string {
  return /^eu-west-1\d\d$/.test(region ?? "") ? "myhuaweicloud.eu" : "myhuaweicloud.com";
}

/**
 * The default regions are the first of openstacksdk's vendor files (openstack/config/vendors/otc.json lists eu-de, eu-nl;
 * otc-swiss.json eu-ch2, with IAM's public name; loader.py `_get_region` takes the first).
 */
const answers = {
  otc: {
    ...huawei,
    alsoCalled: ["opentelekomcloud"],
    vendorHosts: {
      pattern: /^[^.]+\.(?:(?!sc\.)([^.]+)\.)?otc\.t-systems\.com$/,
      domain: () => "otc.t-systems.com",
      identityLabel: "iam",
    },
    defaultRegion: "eu-de",
    regionInProjectName: /^([a-z]{2}-[a-z]{2}\d?)(?:_|$)/,
  },
  "otc-swiss": {
    ...huawei,
    vendorHosts: {
      pattern: /^[^.]+\.(?:([^.]+)\.)?sc\.otc\.t-systems\.com$/,
      domain: () => "sc.otc.t-systems.com",
      identityLabel: "iam-pub",
    },
    defaultRegion: "eu-ch2",
    regionInProjectName: /^([a-z]{2}-[a-z]{2}\d?)(?:_|$)/,
  },
  huaweicloud: {
    ...huawei,
    federation: "temporaryKeys",
    alsoCalled: ["huawei"],
    vendorHosts: {
      pattern: /^[^.]+\.(?:([^.]+)\.)?myhuaweicloud\.(?:com|eu)$/,
      domain: huaweiDomain,
      identityLabel: "iam",
    },
    defaultRegion: undefined,
    regionInProjectName: /^([a-z]{2}-[a-z]+-\d+)(?:_|$)/,
  },
  openstack: {
    ...keystone,
    isHuaweiFamily: false,
    vendorHosts: undefined,
    defaultRegion: undefined,
    regionInProjectName: undefined,
    catalogue: "openstack",
    projectsHaveDomains: true,
    passwordNeedsProject: true,
    rescopesTokens: true,
    refusesAccessKeys:
      "has an access key, but Keystone knows none. Sign in with a password, a token or an application credential; or set the profile otc, otc-swiss, huaweicloud or zstack.",
    origin: "none",
    hasGlance: true,
    exportsByCinder: true,
  },
  zstack: {
    alsoCalled: [],
    isHuaweiFamily: false,
    vendorHosts: undefined,
    defaultRegion: undefined,
    regionInProjectName: undefined,
    catalogue: "none",
    projectsHaveDomains: false,
    passwordNeedsProject: false,
    rescopesTokens: false,
    federation: "none",
    hasAccounts: true,
    hasManagementNode: true,
    signsInLocalTime: true,
    refusesTokens:
      "signs in in a way that ZStack does not know. Give the account's name and password, or access_key and secret_key.",
    refusesAccessKeys: undefined,
    listsLeaveOutTags: true,
    origin: "snapshot",
    hasVolumeImages: false,
    hasVolumeTemplates: true,
    hasProperties: false,
    hasGlance: false,
    exportsByCinder: false,
    compareRights: "Compare the API calls, in brackets, with what the account lets the user do.",
  },
} as const satisfies Record<Profile, ProfileTraits>;

export const traits: Readonly<Record<Profile, ProfileTraits>> = answers;

type YesOrNo = {
  [Trait in keyof ProfileTraits]: ProfileTraits[Trait] extends boolean ? Trait : never;
}[keyof ProfileTraits];

/** The profiles that answer yes: a table of what only they have is a `Record` of these. */
export type ProfileWith<Trait extends YesOrNo> = {
  [P in Profile]: (typeof answers)[P][Trait] extends true ? P : never;
}[Profile];

export function profilesWith(trait: YesOrNo): readonly Profile[] {
  return profiles.filter((profile) => traits[profile][trait]);
}

export type HuaweiProfile = ProfileWith<"isHuaweiFamily">;
