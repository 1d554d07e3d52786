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
  /** The profile that they are for. Undefined: the host of the identity service tells. */
  readonly profile: Profile | undefined;
  /** Variables of any of these make a cloud. */
  readonly forming: readonly Field[];
  /** The variables that set a field, the strongest first. */
  readonly of: (field: Field) => readonly string[];
  /** What else belongs to them. */
  readonly completed: (variables: Layer, sources: Sources) => Layer;
  /** The fields to name where the address, the account or the user's domain is missing. */
  readonly address: Field;
  readonly account: Field;
  readonly userDomain: Field;
}

/** A region, a certificate or a user's name alone makes no cloud. */
const FORMING: readonly Field[] = [
  "profile",
  "authUrl",
  "password",
  "token",
  "applicationCredentialSecret",
  "accessKey",
  "secretKey",
];

const openstack: VariableFamily = {
  prefix: "OS_*",
  profile: undefined,
  forming: FORMING,
  // OS_CLOUD selects an entry; it is no field.
  of: (field) =>
    fields[field].keys.map((key) => `OS_${key.toUpperCase()}`).filter((name) => name !== "OS_CLOUD"),
  completed: (variables) => variables,
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
    of: (field) => fields[field].huawei ?? [],
    completed: withHuaweiFiles,
    userDomain: "domainName", // one variable for the domain and the account
  },
  zstack: {
    ...openstack,
    prefix: "ZSTACK_*",
    profile: "zstack",
    forming: [...FORMING, "host"], // OS_HOST may be anybody's
    of: (field) => fields[field].zstack ?? [],
    completed: withZstackPassword,
    address: "host",
    account: "accountName",
  },
};
