import type { Field } from "../../../clouds/settings/fields";

/** What each setting of the provider is. */
export const settingTexts: Readonly<
  Record<Exclude<Field, "accessToken"> | "cloud" | "owner" | "preflight", string>
> = {
  cloud:
    "Name of the cloud: an entry of clouds.yaml. Default: OS_CLOUD, else what environment variables describe.",
  owner: "Whose images these are, instead of the stack's: the same in every stack that says it.",
  preflight:
    "What becomes of findings before a create: `off` asks the cloud nothing, `warn` (the default) warns, `error` refuses what the cloud would refuse.",

  profile: "Kind of cloud: `otc`, `otc-swiss`, `huaweicloud`, `openstack` or `zstack`.",
  authType:
    "How to sign in, if more than one way is set: `password`, `v3multifactor`, `token`, `v3applicationcredential`, `aksk`, `v3oidcaccesstoken` (an identity provider's token) or `ecsagency` (the agency of the server that this runs on).",
  authMethods: "The methods of `v3multifactor`: `v3password` and `v3totp`.",
  authUrl: "Address of the identity service; of ZStack, its management node with the context path.",
  host: "ZStack: host of the management node, instead of an address.",
  port: "ZStack: port of the management node.",
  region: "Region.",

  projectId: "Id of the project. It counts before the name, as everywhere here.",
  projectName:
    "Name of the project. Open Telekom Cloud and Huawei Cloud: by default the region's own project.",
  projectDomainId: "Id of the project's domain.",
  projectDomainName: "Name of the project's domain.",
  userId: "Id of the user.",
  userName: "Name of the user.",
  accountName: "ZStack: the account that the user belongs to, or that signs in where no user is set.",
  userDomainId: "Id of the user's domain; on Open Telekom Cloud and Huawei Cloud the account.",
  userDomainName: "Name of the user's domain; on Open Telekom Cloud and Huawei Cloud the account.",
  domainId: "Id of the account, where it is set apart from the domains of user and project.",
  domainName: "Name of the account, where it is set apart from the domains of user and project.",
  defaultDomainId: "Id of the domain of user and project, where nothing else says it.",
  defaultDomainName: "Name of the domain of user and project, where nothing else says it.",

  password: "Password of the user or account.",
  passcode: "One-time code beside the password.",
  token: "Token to sign in with.",
  applicationCredentialId: "OpenStack: id of the application credential.",
  applicationCredentialName: "OpenStack: name of the application credential, with the user it belongs to.",
  applicationCredentialSecret: "OpenStack: secret of the application credential.",
  accessKey: "Access key (AK): the id of the key, which is not secret.",
  secretKey: "Secret key (SK) of the access key.",
  securityToken: "Token of a temporary access key.",
  identityProvider:
    "Sign in by a token of an identity provider that the cloud trusts: its name there. No credential is stored.",
  protocol:
    "Protocol of the identity provider, by its name in Keystone. Open Telekom Cloud, Huawei Cloud: default `oidc`.",
  accessTokenFile:
    "File with the identity provider's token, read anew for each sign-in. Default: the id token of the GitHub job that runs.",
  accessTokenVariable:
    "Name of the environment variable with the identity provider's token, such as one of `id_tokens` in GitLab.",
  accessTokenAudience:
    "Audience to get the GitHub job's id token for. Default: GitHub's, the repository's owner.",
  metadataUrl: "Address of the metadata service for `ecsagency`, where it is not the server's own.",
  agencyName: "Open Telekom Cloud, Huawei Cloud: agency (role in another account) to act as, once signed in.",
  agencyDomainName: "Name of the account that the agency belongs to.",
  agencyDomainId: "Id of the account that the agency belongs to.",
  delegatedProject: "Name of the project to work in as the agency. Default: the project that is set.",

  interface:
    "Which addresses of the catalogue are used: `public` (the default), `internal` or `admin`; of several, each where those before it are missing.",
  caCertFile: "Certificate authorities to trust instead of the system's: a path, or the PEM text itself.",
  certFile: "Client certificate: a path, or the PEM text itself.",
  keyFile:
    "Key of the client certificate: a path, or the PEM text itself. Default: it stands in the certificate's file.",
  verify: "`false`: certificates of servers are not checked. Default: `true`.",
  insecure: "`true`: certificates of servers are not checked. It wins over `verify`.",
  allowHttp: "`true`: plain http to other hosts than this machine is allowed.",
  timeZone: "ZStack: zone of the management node's clock, which dates of signed requests are written in.",
  cloudDomain: "What all host names of a private cloud of Huawei's make end with.",

  identityEndpoint: "Address of the identity service, instead of the catalogue's.",
  imageEndpoint: "Address of the image service, instead of the catalogue's.",
  volumeEndpoint: "Address of the block storage service, instead of the catalogue's.",
  computeEndpoint: "Open Telekom Cloud, Huawei Cloud: address of ECS, instead of the catalogue's.",
  backupEndpoint: "Open Telekom Cloud, Huawei Cloud: address of CBR, instead of the catalogue's.",
  serverBackupEndpoint: "Open Telekom Cloud, Huawei Cloud: address of CSBS, instead of the catalogue's.",
  objectEndpoint: "Open Telekom Cloud, Huawei Cloud: address of OBS, instead of the catalogue's.",
};
