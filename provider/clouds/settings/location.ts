import { address } from "./address";
import type { Choice } from "./choice";
import { endpointPattern } from "./endpoints";
import type { Field } from "./fields";
import { InvalidSettingsError } from "./invalidSettings";
import type { Found, Layer } from "./layer";
import { missing, titleOf } from "./missing";
import {
  defaultCloudDomain,
  defaultRegion,
  fromHost,
  isHuaweiFamily,
  isProfile,
  type Profile,
  profiles,
} from "./profile";
import { flag } from "./transport";
import { zstackAddress } from "./zstackAddress";

/** The kind of the chosen cloud: as said, else as the variables' family or the identity service's host name tells. */
export function profileIn({ merged, place, ...choice }: Choice): Found & { readonly value: Profile } {
  const { profile, authUrl } = merged;
  if (profile !== undefined && isProfile(profile.value)) return { value: profile.value, from: profile.from };
  if (profile !== undefined && authUrl === undefined) {
    throw new InvalidSettingsError(
      `${titleOf({ ...choice, place })} has a profile that is not known (${profile.from}) and no auth_url. Known: ${profiles.join(", ")}. Correct it, or set auth_url.`,
    );
  }
  const family = place.kind === "environment" ? place.family : "openstack";
  if (family === "huawei") return { value: "huaweicloud", from: "the HW_* variables" };
  if (family === "zstack") return { value: "zstack", from: "the ZSTACK_* variables" };
  const guessed = authUrl === undefined ? "openstack" : fromHost(hostOf(authUrl.value)).profile;
  return { value: guessed, from: "guessed from the host of auth_url" };
}

/** Completes region, identity service and project by what the profile implies; the rest stays as it is. */
export function locate(choice: Choice, profile: Profile): Layer {
  const { merged } = choice;
  const region = merged.region ?? impliedRegion(merged, profile);
  const allowHttp = flag("allow_http", merged.allowHttp, false);
  const authUrl = writtenUrl(choice, profile, region) ?? impliedUrl(merged, profile, region);
  if (isHuaweiFamily(profile) && region === undefined)
    throw missing(choice, [{ what: "a region", field: "region" }]);
  if (authUrl === undefined) throw missing(choice, [lackingAddress(choice, profile)]);
  const cloudDomain = merged.cloudDomain ?? impliedDomain(profile, region);
  const { host: _host, port: _port, ...others } = merged; // they have become the address
  return {
    ...others,
    ...(region && { region }),
    ...(cloudDomain && { cloudDomain }),
    authUrl: { ...authUrl, value: address("auth_url", authUrl, allowHttp) },
    ...impliedProject(merged, profile, region),
  };
}

function impliedRegion({ authUrl }: Layer, profile: Profile): Found | undefined {
  if (!isHuaweiFamily(profile)) return undefined;
  const host =
    authUrl === undefined || authUrl.value.includes("{") ? undefined : fromHost(hostOf(authUrl.value)).region;
  if (host !== undefined) return { value: host, from: "the host of auth_url" };
  const standard = defaultRegion(profile);
  return standard === undefined ? undefined : { value: standard, from: `default of the profile ${profile}` };
}

/** `{region_name}` in an address stands for the region (loader.py `magic_fixes`). */
function writtenUrl(choice: Choice, profile: Profile, region: Found | undefined): Found | undefined {
  if (profile === "zstack") return zstackAddress(choice.merged);
  const { authUrl } = choice.merged;
  if (authUrl === undefined || !authUrl.value.includes("{region_name}")) return authUrl;
  if (region === undefined)
    throw missing(choice, [{ what: "a region, which auth_url refers to", field: "region" }]);
  return { ...authUrl, value: authUrl.value.replaceAll("{region_name}", region.value) };
}

function lackingAddress({ place }: Choice, profile: Profile): { what: string; field: Field } {
  if (profile !== "zstack") return { what: "the address of the identity service", field: "authUrl" };
  const inVariables = place.kind === "environment" && place.family === "zstack";
  return { what: "the address of the management node", field: inVariables ? "host" : "authUrl" };
}

function impliedUrl(merged: Layer, profile: Profile, region: Found | undefined): Found | undefined {
  if (region === undefined) return undefined;
  const domain = merged.cloudDomain === undefined ? {} : { cloudDomain: merged.cloudDomain.value };
  const base = endpointPattern(profile, "identity", region.value, domain);
  return base === undefined ? undefined : { value: `${base}/v3`, from: `default of the profile ${profile}` };
}

function impliedDomain(profile: Profile, region: Found | undefined): Found | undefined {
  if (profile !== "huaweicloud") return undefined;
  return { value: defaultCloudDomain(region?.value), from: `default of the profile ${profile}` };
}

/** Each region of OTC and Huawei Cloud has a project of its name; Huawei's Terraform provider takes it too. */
function impliedProject(
  { projectId, projectName }: Layer,
  profile: Profile,
  region: Found | undefined,
): Layer {
  if (
    !isHuaweiFamily(profile) ||
    projectId !== undefined ||
    projectName !== undefined ||
    region === undefined
  )
    return {};
  return { projectName: { value: region.value, from: "default: the project of the region" } };
}

function hostOf(url: string): string {
  const plain = url.replaceAll(/[{}]/g, "");
  return URL.canParse(plain) ? new URL(plain).hostname : "";
}
