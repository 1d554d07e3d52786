import { join } from "node:path";
import { type Layer, overlay } from "../layer";
import { type Sources, visibleVariable } from "../sources";
import { readSdkCredentials } from "./readSdkCredentials";

const koo = (): typeof import("./readSharedConfig") => require("./readSharedConfig"); // if HW_SHARED_CONFIG_FILE is set

/**
 * The settings in HW_* and HUAWEICLOUD_SDK_* variables, completed by Huawei's own files. Credentials in variables end the
 * search: then no file is read, as in Huawei's Terraform provider. Else the first of these that exists is taken, whole:
 *
 * 1. HW_SHARED_CONFIG_FILE, with the profile HW_PROFILE or else its current one;
 * 2. HUAWEICLOUD_SDK_CREDENTIALS_FILE;
 * 3. ~/.huaweicloud/credentials, if HW_REGION_NAME is set: a file that merely lies there does not choose a cloud.
 *
 * A variable wins over the same setting in the file, so that HW_REGION_NAME can choose another region for one run. (In the
 * Terraform provider the file wins.)
 */
export function withHuaweiFiles(variables: Layer, sources: Sources): Layer {
  const { token, password, accessKey, secretKey, identityProvider } = variables;
  if (token ?? password ?? accessKey ?? secretKey ?? identityProvider) return variables;
  const file = fileLayer(variables, sources);
  return file === undefined ? variables : overlay(file, variables);
}

function fileLayer({ region }: Layer, sources: Sources): Layer | undefined {
  const shared = visibleVariable(sources, "HW_SHARED_CONFIG_FILE");
  if (shared !== undefined)
    return koo().readSharedConfig(shared, visibleVariable(sources, "HW_PROFILE"), sources);
  const credentials = visibleVariable(sources, "HUAWEICLOUD_SDK_CREDENTIALS_FILE");
  if (credentials !== undefined)
    return readSdkCredentials(credentials, "HUAWEICLOUD_SDK_CREDENTIALS_FILE", sources);
  const standard = join(sources.home, ".huaweicloud", "credentials");
  return region !== undefined && sources.readFile(standard) !== undefined
    ? readSdkCredentials(standard, undefined, sources)
    : undefined;
}
