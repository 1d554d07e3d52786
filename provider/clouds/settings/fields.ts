/**
 * All settings, with their spellings in clouds.yaml and the environment. `OS_*` is the entry's key in capitals, since
 * openstacksdk builds the cloud `envvars` in just that way (loader.py `_get_os_environ`); stack configuration is
 * `cloudimages:` and the name used here.
 */
export interface FieldSpec {
  /** Keys in an entry, the strongest first; the first is the one that messages recommend. */
  readonly keys: readonly string[];
  /**
   * Where an entry holds it. `top`: beside `auth`. `auth`: in `auth`, else beside it. `either`: beside `auth`, else in
   * it. openstacksdk really orders these two differently: `_validate_auth` prefers `auth`, `_fix_backwards_auth` the top.
   */
  readonly place: "top" | "auth" | "either";
  /** Variables of Huawei's Terraform provider, then of its SDK. */
  readonly huawei?: readonly string[];
  /** Variables of ZStack's Terraform provider and Packer plug-in. */
  readonly zstack?: readonly string[];
  readonly secret?: true;
  /** A credential that ends within minutes: it is not taken from what is kept in a state. */
  readonly transient?: true;
  /** What a program writes for it, if not a text. As text it is the same: `true`, `8080`. */
  readonly type?: "boolean" | "integer";
  /** Several words, as a list or separated by commas. */
  readonly list?: true;
}

const spec = (
  place: FieldSpec["place"],
  keys: readonly string[],
  rest: Omit<FieldSpec, "keys" | "place"> = {},
) => ({
  place,
  keys,
  ...rest,
});

/** `{service}_endpoint_override`, then the older `{service}_endpoint`, for each alias (cloud_region.py `get_endpoint`). */
const endpoint = (...aliases: string[]) =>
  spec("top", [
    ...aliases.map((alias) => `${alias}_endpoint_override`),
    ...aliases.map((alias) => `${alias}_endpoint`),
  ]);

const catalogue = {
  // `cloud:` inside an entry is the deprecated spelling (loader.py `_expand_vendor_profile`).
  profile: spec("top", ["profile", "cloud"]),
  authType: spec("top", ["auth_type", "auth_plugin"]),
  authMethods: spec("top", ["auth_methods"], { list: true }),
  authUrl: spec("auth", ["auth_url"], { huawei: ["HW_AUTH_URL", "HUAWEICLOUD_SDK_IAM_ENDPOINT"] }),
  // ZStack's tools take these two instead of an address (docs/vendors/zstack.md#sessions).
  host: spec("auth", ["host"], { zstack: ["ZSTACK_HOST"] }),
  port: spec("auth", ["port"], { type: "integer", zstack: ["ZSTACK_PORT"] }),
  region: spec("top", ["region_name"], { huawei: ["HW_REGION_NAME"] }),

  projectId: spec("either", ["project_id", "tenant_id"], {
    huawei: ["HW_PROJECT_ID", "HUAWEICLOUD_SDK_PROJECT_ID"],
  }),
  projectName: spec("either", ["project_name", "tenant_name"], { huawei: ["HW_PROJECT_NAME"] }),
  projectDomainId: spec("either", ["project_domain_id"]),
  projectDomainName: spec("either", ["project_domain_name"]),
  userId: spec("auth", ["user_id"], { huawei: ["HW_USER_ID"] }),
  userName: spec("auth", ["username", "user_name"], {
    huawei: ["HW_USER_NAME"],
    zstack: ["ZSTACK_USER_NAME"], // not verified: no public tool logs in a user of an account
  }),
  // ZStack: the account that the user belongs to, or who signs in where there is no user.
  accountName: spec("auth", ["account_name"], { zstack: ["ZSTACK_ACCOUNT_NAME"] }),
  userDomainId: spec("either", ["user_domain_id"]),
  userDomainName: spec("either", ["user_domain_name"]),
  domainId: spec("either", ["domain_id"], { huawei: ["HW_DOMAIN_ID", "HUAWEICLOUD_SDK_DOMAIN_ID"] }),
  domainName: spec("either", ["domain_name"], { huawei: ["HW_DOMAIN_NAME"] }),
  // The last resort for users and projects alike (keystoneauth1, loading/_plugins/identity/generic).
  defaultDomainId: spec("auth", ["default_domain_id"]),
  defaultDomainName: spec("auth", ["default_domain_name", "default_domain"]),

  password: spec("auth", ["password"], {
    secret: true,
    huawei: ["HW_USER_PASSWORD"],
    zstack: ["ZSTACK_ACCOUNT_PASSWORD", "ZSTACK_USER_PASSWORD"], // withZstackPassword.ts decides which one counts
  }),
  passcode: spec("either", ["passcode"], { secret: true }),
  token: spec("either", ["token", "auth_token"], { secret: true, huawei: ["HW_AUTH_TOKEN"] }),
  applicationCredentialId: spec("auth", ["application_credential_id"]),
  applicationCredentialName: spec("auth", ["application_credential_name"]),
  applicationCredentialSecret: spec("auth", ["application_credential_secret"], { secret: true }),
  // The spellings are those of gophertelekomcloud, except AWS_ACCESS_KEY_ID: keys meant for AWS (a state backend
  // in S3, say) must not be sent to another vendor.
  accessKey: spec("auth", ["access_key", "ak", "access_key_id"], {
    huawei: ["HW_ACCESS_KEY", "HUAWEICLOUD_SDK_AK"],
    zstack: ["ZSTACK_ACCESS_KEY_ID"],
  }),
  secretKey: spec("auth", ["secret_key", "sk", "access_key_secret"], {
    secret: true,
    huawei: ["HW_SECRET_KEY", "HUAWEICLOUD_SDK_SK"],
    zstack: ["ZSTACK_ACCESS_KEY_SECRET"],
  }),
  securityToken: spec("auth", ["security_token", "aksk_security_token", "st"], {
    secret: true,
    huawei: ["HW_SECURITY_TOKEN", "HUAWEICLOUD_SDK_SECURITY_TOKEN"],
  }),
  // keystoneauth1's names (identity/v3/oidc.py, OidcAccessToken), and the variables of Huawei's SDKs.
  identityProvider: spec("auth", ["identity_provider"], { huawei: ["HUAWEICLOUD_SDK_IDP_ID"] }),
  protocol: spec("auth", ["protocol"]),
  accessToken: spec("auth", ["access_token"], { secret: true, transient: true }),
  // Ours, as no tool that reads clouds.yaml renews the token; the file's variable is that of Huawei's SDKs.
  accessTokenFile: spec("auth", ["access_token_file"], { huawei: ["HUAWEICLOUD_SDK_ID_TOKEN_FILE"] }),
  accessTokenVariable: spec("auth", ["access_token_variable"]),
  accessTokenAudience: spec("auth", ["access_token_audience"]),
  metadataUrl: spec("auth", ["metadata_url"]),
  agencyName: spec("auth", ["agency_name", "target_agency_name"], { huawei: ["HW_ASSUME_ROLE_AGENCY_NAME"] }),
  agencyDomainName: spec("auth", ["agency_domain_name", "target_domain_name"], {
    huawei: ["HW_ASSUME_ROLE_DOMAIN_NAME"],
  }),
  agencyDomainId: spec("auth", ["agency_domain_id"], { huawei: ["HW_ASSUME_ROLE_DOMAIN_ID"] }),
  delegatedProject: spec("auth", ["delegated_project"]),

  interface: spec("top", ["interface", "endpoint_type"], { list: true }),
  caCertFile: spec("top", ["cacert"]),
  // A client certificate: paths as in openstacksdk (cloud_region.py `get_requests_verify_args`), or PEM itself.
  certFile: spec("top", ["cert"]),
  keyFile: spec("top", ["key"]),
  verify: spec("top", ["verify"], { type: "boolean" }),
  insecure: spec("top", ["insecure"], { type: "boolean", huawei: ["HW_INSECURE"] }),
  // Ours; openstacksdk ignores it. The same goes for the time zone.
  allowHttp: spec("top", ["allow_http"], { type: "boolean", zstack: ["ZSTACK_ALLOW_HTTP"] }),
  timeZone: spec("either", ["time_zone"], { zstack: ["ZSTACK_TIME_ZONE"] }),
  cloudDomain: spec("top", ["cloud_domain"], { huawei: ["HW_CLOUD"] }),

  identityEndpoint: endpoint("identity"),
  imageEndpoint: endpoint("image"),
  // All names of this service in os-service-types, in the order in which openstacksdk tries them.
  volumeEndpoint: endpoint("block_storage", "volumev3", "volumev2", "volume", "block_store"),
  // Of the Huawei family only; the second alias is the service's name in python-otcextensions.
  computeEndpoint: endpoint("compute", "ecs"),
  backupEndpoint: endpoint("backup", "cbr"),
  serverBackupEndpoint: endpoint("server_backup", "csbs"),
  objectEndpoint: endpoint("object", "obs"),
} satisfies Record<string, FieldSpec>;

export type Field = keyof typeof catalogue;
export const fields: Readonly<Record<Field, FieldSpec>> = catalogue;
export const fieldNames = Object.keys(catalogue) as readonly Field[];

/** Fields that stack configuration may hold. */
export const storedFields = fieldNames.filter((field) => fields[field].transient !== true);

/** Fields that stack configuration may only hold encrypted. */
export const secretFields = storedFields.filter((field) => fields[field].secret === true);

/** Credentials that stack configuration may not hold at all. */
export const transientFields = fieldNames.filter((field) => fields[field].transient === true);
