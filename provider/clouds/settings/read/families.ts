import { type Field, fields } from "../fields";
import type { Layer } from "../layer";
import type { Profile } from "../profile";
import type { Sources } from "../sources";
import { withHuaweiFiles } from "./withHuaweiFiles";
import { withZstackPassword } from "./withZstackPassword";

/** Whose variables describe the cloud of the environment: the first family that describes one is taken. */
export const families = ["openstack", "huawei", "zstack"] as const;
export type Family = (typeof families)[number];

export interface VariableFamily {
  readonly prefix: string;
  /** The profile that they are for. Undefined: it follows from the host of the identity service. */
  readonly profile: Profile | undefined;
  /** One variable of any of these fields is enough to describe a cloud. */
  readonly definingFields: readonly Field[];
  /** The variables that set a field, the strongest first. */
  readonly variablesOf: (field: Field) => readonly string[];
  /** Completes the variables by what else belongs to them, such as the vendor's files. */
  readonly complete: (variables: Layer, sources: Sources) => Layer;
  /** The fields that messages name if the address, the account or the user's domain is missing. */
  readonly address: Field;
  readonly account: Field;
  readonly userDomain: Field;
}

/** A region, a certificate or a user's name alone does not describe a cloud. */
const DEFINING_FIELDS: readonly Field[] = [
  "profile",
  "authUrl",
  "password",
  "token",
  "applicationCredentialSecret",
  "accessKey",
  "secretKey",
  "identityProvider",
];

const openstack: VariableFamily = {
  prefix: "OS_*",
  profile: undefined,
  definingFields: DEFINING_FIELDS,
  // OS_CLOUD selects an entry; it is no field.
  variablesOf: (field) =>
    fields[field].keys.map((key) => `OS_${key.toUpperCase()}`).filter((name) => name !== "OS_CLOUD"),
  complete: (variables) => variables,
  address: "authUrl",
  account: "userName",
  userDomain: "userDomainName",
};

export const variableFamilies: Readonly<Record<Family, VariableFamily>> = {
  openstack,
  huawei: {
    ...openstack,
    prefix: "HW_*",
    profile: "huaweicloud",
    definingFields: [...DEFINING_FIELDS, "authType"], // KooCLI's file may name the server's agency
    variablesOf: (field) => fields[field].huawei ?? [],
    complete: withHuaweiFiles,
    userDomain: "domainName", // one variable for the domain and the account
  },
  zstack: {
    ...openstack,
    prefix: "ZSTACK_*",
    profile: "zstack",
    definingFields: [...DEFINING_FIELDS, "host"], // OS_HOST may be anybody's
    variablesOf: (field) => fields[field].zstack ?? [],
    complete: withZstackPassword,
    address: "host",
    account: "accountName",
  },
};
