import { type Field, fieldNames, fields } from "../fields";
import { type Found, type Layer, layerOf } from "../layer";
import { type Sources, variable } from "../sources";
import { withHuaweiFiles } from "./huaweiFiles";
import { withZstackPassword } from "./zstackEnvironment";

/** Whose variables describe the cloud of the environment. */
export type Family = "openstack" | "huawei" | "zstack";

export interface Environment {
  readonly family: Family;
  readonly layer: Layer;
}

/** Any of these makes a cloud; a region, a certificate or a user's name alone does not. */
const FORMING: readonly Field[] = [
  "profile",
  "authUrl",
  "password",
  "token",
  "applicationCredentialSecret",
  "accessKey",
  "secretKey",
];

/**
 * The cloud that the environment describes by itself: OS_*, else HW_* and the files that belong to them, else ZSTACK_*;
 * families are never mixed.
 */
export function readEnvironment(sources: Sources): Environment | undefined {
  for (const family of ["openstack", "huawei", "zstack"] as const) {
    const variables = layerOf(fieldNames, (field) => find(field, family, sources));
    const layer = completed(family, variables, sources);
    // A host makes a cloud in ZStack's own variables only: OS_HOST may be anybody's.
    const forming = family === "zstack" ? [...FORMING, "host" as const] : FORMING;
    if (forming.some((field) => layer[field] !== undefined)) return { family, layer };
  }
  return undefined;
}

/** The variables that set a field, the strongest first. OS_CLOUD selects an entry; it is no field. */
export function variablesOf(field: Field, family: Family): readonly string[] {
  if (family === "huawei") return fields[field].huawei ?? [];
  if (family === "zstack") return fields[field].zstack ?? [];
  return fields[field].keys.map((key) => `OS_${key.toUpperCase()}`).filter((name) => name !== "OS_CLOUD");
}

function find(field: Field, family: Family, sources: Sources): Found | undefined {
  for (const name of variablesOf(field, family)) {
    const value = variable(sources, name);
    if (value !== undefined) return { value, from: `environment ${name}` };
  }
  return undefined;
}

function completed(family: Family, variables: Layer, sources: Sources): Layer {
  if (family === "huawei") return withHuaweiFiles(variables, sources);
  return family === "zstack" ? withZstackPassword(variables, sources) : variables;
}
