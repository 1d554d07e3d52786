import { type ProfileTraits, traits } from "../../../clouds/profiles/traits";
import { isHuaweiFamily, type Profile } from "../../../clouds/settings";
import type { Field } from "../../../clouds/settings/fields";
import { defaultRegion } from "../../../clouds/settings/profile";

/** A field that an entry needs, and how it is asked for. */
export interface Need {
  readonly field: Field;
  readonly words: string;
  /** Fields that say the same: if one of them is set, this one is not needed. */
  readonly instead?: readonly Field[];
  readonly fallback?: (soFar: Readonly<Partial<Record<Field, string>>>) => string | undefined;
  readonly optional?: true;
}

/** A way to sign in, as it is written into an entry of clouds.yaml. */
export interface Way {
  readonly name: string;
  readonly about: string;
  readonly isFor: (profile: Profile) => boolean;
  /** The fields that show that this way is meant. */
  readonly signs: readonly Field[];
  /** What the entry says of it, where its fields alone do not. */
  readonly authType?: string;
  readonly needs: (profile: Profile) => readonly Need[];
  /** Undefined if nothing is to be kept secret. */
  readonly secret?: { readonly field: Field; readonly words: string };
}

const protocolAndDomain: readonly Need[] = [
  { field: "protocol", words: "Protocol of the identity provider", fallback: () => "openid" },
  {
    field: "projectDomainName",
    words: "Domain of the project",
    instead: ["projectId", "projectDomainId"],
    fallback: () => "Default",
  },
];

const trait = (name: keyof ProfileTraits) => (profile: Profile) => Boolean(traits[profile][name]);

/** The first one of a profile is its default. Others than these are written as the options say, by `--auth-type`. */
export const ways: readonly Way[] = [
  {
    name: "password",
    about: "a user and the password",
    isFor: () => true,
    signs: ["password", "userName", "userId"],
    needs: (profile) => [...place(profile), ...user(profile), ...project(profile)],
    secret: { field: "password", words: "Password" },
  },
  {
    name: "access-key",
    about: "an access key and its secret key (AK/SK)",
    isFor: (profile) => traits[profile].refusesAccessKeys === undefined,
    signs: ["accessKey", "secretKey"],
    needs: (profile) => [
      ...place(profile),
      { field: "accessKey", words: "Access key (its id)" },
      ...(isHuaweiFamily(profile) ? project(profile) : []),
    ],
    secret: { field: "secretKey", words: "Secret key" },
  },
  {
    name: "application-credential",
    about: "an application credential, which belongs to one project",
    isFor: trait("projectsHaveDomains"),
    signs: ["applicationCredentialId", "applicationCredentialName", "applicationCredentialSecret"],
    authType: "v3applicationcredential",
    needs: (profile) => [
      ...place(profile),
      {
        field: "applicationCredentialId",
        words: "Id of the application credential",
        instead: ["applicationCredentialName"],
      },
    ],
    secret: { field: "applicationCredentialSecret", words: "Secret of the application credential" },
  },
  {
    name: "federation",
    about: "a token of an identity provider (OIDC); no credential is kept",
    isFor: (profile) => traits[profile].refusesTokens === undefined,
    signs: ["identityProvider"],
    authType: "v3oidcaccesstoken",
    needs: (profile) => [
      ...place(profile),
      { field: "identityProvider", words: "Identity provider, by its name at the cloud" },
      {
        field: "accessTokenFile",
        words: "File that holds its token, empty in a GitHub workflow",
        instead: ["accessTokenVariable"],
        optional: true,
      },
      ...(isHuaweiFamily(profile) ? [] : protocolAndDomain),
      ...project(profile),
    ],
  },
  {
    name: "server",
    about: "the agency of the server (ECS) that this runs on; no credential is kept",
    isFor: isHuaweiFamily,
    signs: ["metadataUrl"],
    authType: "ecsagency",
    needs: (profile) => [...place(profile), ...project(profile)],
  },
];

/** Where the cloud is. */
function place(profile: Profile): Need[] {
  if (isHuaweiFamily(profile))
    return [{ field: "region", words: "Region", fallback: () => defaultRegion(profile) }];
  if (traits[profile].hasManagementNode)
    return [
      {
        field: "authUrl",
        words: "Address of the management node",
        instead: ["host"],
      },
    ];
  return [
    { field: "authUrl", words: "Address of Keystone (auth_url)" },
    { field: "region", words: "Region, if the cloud has several", optional: true },
  ];
}

function user(profile: Profile): Need[] {
  if (traits[profile].hasAccounts)
    return [{ field: "userName", words: "Account", instead: ["accountName"], fallback: () => "admin" }];
  const domain: Omit<Need, "words"> = {
    field: "userDomainName",
    instead: ["userDomainId", "domainName", "domainId", "defaultDomainName", "defaultDomainId", "userId"],
  };
  return [
    isHuaweiFamily(profile)
      ? { ...domain, words: `Account that the user belongs to${profile === "huaweicloud" ? "" : " (OTC…)"}` }
      : { ...domain, words: "Domain of the user", fallback: () => "Default" },
    { field: "userName", words: "User", instead: ["userId"] },
  ];
}

function project(profile: Profile): Need[] {
  const instead: readonly Field[] = ["projectId"];
  if (isHuaweiFamily(profile))
    return [{ field: "projectName", words: "Project", instead, fallback: ({ region }) => region }];
  return traits[profile].passwordNeedsProject ? [{ field: "projectName", words: "Project", instead }] : [];
}
