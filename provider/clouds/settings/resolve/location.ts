import { traits } from "../../profiles/traits";
import { type Choice, familyAt } from "../choice";
import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer, Setting } from "../layer";
import {
  defaultRegion,
  fromHost,
  isHuaweiFamily,
  isProfile,
  type Profile,
  profileMeant,
  profiles,
  regionOfProject,
  vendorDomain,
} from "../profile";
import { spotFor } from "../whereToSet";
import { address } from "./address";
import { endpointPattern } from "./endpoints";
import { missing, titleOf } from "./missing";
import { flag } from "./transport";
import { zstackAddress } from "./zstackAddress";

/**
 * The profile of the chosen cloud: the one that is set, else that of the variables' family, else that of the identity
 * service's host name.
 */
export function profileIn({ merged, place, ...choice }: Choice): Setting & { readonly value: Profile } {
  const { profile, authUrl } = merged;
  if (profile !== undefined && isProfile(profile.value)) return { value: profile.value, from: profile.from };
  if (profile !== undefined && authUrl === undefined) {
    throw new InvalidSettingsError(
      `${titleOf({ ...choice, place })} has a profile that is not known (${profile.from}) and no auth_url. Known: ${profiles.join(", ")}. Correct it, or set auth_url.`,
    );
  }
  const { profile: value, prefix } = familyAt(place);
  if (value !== undefined) return { value, from: `the ${prefix} variables` };
  return { value: fromHost(hostOf(authUrl?.value ?? "")).profile, from: "guessed from the host of auth_url" };
}

/**
 * A profile that is nearly one of ours is a misspelling, and a wrong guess would make images in the wrong way: operations
 * that make images refuse it. Refresh and destroy do not, so that images made under a wrong guess can be removed.
 */
export function refuseMisspeltProfile(choice: Choice): void {
  const { profile } = choice.merged;
  if (profile === undefined || isProfile(profile.value)) return;
  const nearestProfile = profileMeant(profile.value);
  if (nearestProfile === undefined) return;
  throw new InvalidSettingsError(
    `${titleOf(choice)} has a profile that is not known (${profile.from}): did you mean ${nearestProfile}? Known: ${profiles.join(", ")}. Correct it.`,
  );
}

/** Other names may be those of openstacksdk's vendors: the file is shared. */
export function unknownProfile(choice: Choice): string[] {
  const { profile } = choice.merged;
  if (profile === undefined || isProfile(profile.value)) return [];
  const assumed = profileIn(choice).value;
  return [
    `${titleOf(choice)} has a profile that is not known here (${profile.from}): by its auth_url it is taken for ${assumed}. Known: ${profiles.join(", ")}`,
  ];
}

/** Completes region, identity service and project by what the profile implies; the rest stays as it is. */
export function locate(choice: Choice, profile: Profile): Layer {
  const merged = isHuaweiFamily(profile) ? withHostDomain(choice.merged) : choice.merged;
  const region = regionIn(choice, profile);
  const allowHttp = flag("allow_http", merged.allowHttp, false);
  const authUrl = writtenUrl(choice, profile, region) ?? impliedUrl(merged, profile, region);
  if (isHuaweiFamily(profile) && region === undefined)
    throw missing(choice, [{ what: "a region", field: "region" }]);
  if (authUrl === undefined) throw missing(choice, [lackingAddress(choice, profile)]);
  const cloudDomain = merged.cloudDomain ?? impliedDomain(merged, profile, region);
  const { host: _host, port: _port, ...others } = merged; // they have become the address
  return {
    ...others,
    ...(region && { region }),
    ...(cloudDomain && { cloudDomain }),
    authUrl: {
      ...authUrl,
      value: address("auth_url", authUrl, allowHttp, spotFor("allowHttp", choice.place)),
    },
    ...impliedProject(merged, profile, region),
  };
}

/** Credentials go to hosts whose names are derived from it: a typing error must not lead to others. */
function withHostDomain({ cloudDomain, ...rest }: Layer): Layer {
  if (cloudDomain === undefined) return rest;
  const value = cloudDomain.value.trim().replace(/^\./, "");
  if (/^[a-z\d-]+(\.[a-z\d-]+)*(:\d+)?$/i.test(value))
    return { ...rest, cloudDomain: { ...cloudDomain, value } };
  throw new InvalidSettingsError(
    `cloud_domain (${cloudDomain.from}) is not what host names end with. Write it without scheme and path, such as otc.t-systems.com.`,
  );
}

/** The region that is set, else the one in the project's name, in the identity service's host, or in the vendor's file. */
function regionIn(choice: Choice, profile: Profile): Setting | undefined {
  const { region, projectId, projectName, agencyName, delegatedProject } = choice.merged;
  const project = (agencyName && delegatedProject) ?? projectName;
  const ofProject = regionOfProject(profile, project?.value);
  if (project === undefined || ofProject === undefined)
    return region ?? impliedRegion(choice.merged, profile);
  if (region === undefined) return { value: ofProject, from: `the project's name (${project.from})` };
  if (region.value === ofProject || projectId !== undefined) return region;
  throw new InvalidSettingsError(
    `${titleOf(choice)} contradicts itself: the region is ${region.value} (${region.from}), but the project "${project.value}" (${project.from}) is one of the region ${ofProject}. Correct one of the two.`,
  );
}

function impliedRegion({ authUrl }: Layer, profile: Profile): Setting | undefined {
  if (!isHuaweiFamily(profile)) return undefined;
  const host =
    authUrl === undefined || authUrl.value.includes("{") ? undefined : fromHost(hostOf(authUrl.value)).region;
  if (host !== undefined) return { value: host, from: "the host of auth_url" };
  const standard = defaultRegion(profile);
  return standard === undefined ? undefined : { value: standard, from: `default of the profile ${profile}` };
}

/** `{region_name}` in an address stands for the region (loader.py `magic_fixes`). */
function writtenUrl(choice: Choice, profile: Profile, region: Setting | undefined): Setting | undefined {
  if (traits[profile].hasManagementNode) return zstackAddress(choice.merged);
  const { authUrl } = choice.merged;
  if (authUrl === undefined || !authUrl.value.includes("{region_name}")) return authUrl;
  if (region === undefined)
    throw missing(choice, [{ what: "a region, which auth_url refers to", field: "region" }]);
  return { ...authUrl, value: authUrl.value.replaceAll("{region_name}", region.value) };
}

function lackingAddress({ place }: Choice, profile: Profile): { what: string; field: Field } {
  if (!traits[profile].hasManagementNode)
    return { what: "the address of the identity service", field: "authUrl" };
  return { what: "the address of the management node", field: familyAt(place).address };
}

function impliedUrl(merged: Layer, profile: Profile, region: Setting | undefined): Setting | undefined {
  if (region === undefined) return undefined;
  const cloudDomain = merged.cloudDomain?.value ?? vendorDomain(profile, region.value);
  const base = endpointPattern(profile, "identity", region.value, { ...(cloudDomain && { cloudDomain }) });
  return base === undefined ? undefined : { value: `${base}/v3`, from: `default of the profile ${profile}` };
}

/** Only with the vendor's own identity service: a token of another one must not go to the vendor's hosts. */
function impliedDomain(
  { authUrl }: Layer,
  profile: Profile,
  region: Setting | undefined,
): Setting | undefined {
  const value = vendorDomain(profile, region?.value);
  if (value === undefined) return undefined;
  if (authUrl === undefined) return { value, from: `default of the profile ${profile}` };
  return fromHost(hostOf(authUrl.value)).profile === profile
    ? { value, from: "the host of auth_url" }
    : undefined;
}

export const DEFAULT_PROJECT = "default: the project of the region";

/** Each region of OTC and Huawei Cloud has a project of its name; Huawei's Terraform provider takes it too. */
function impliedProject(
  { projectId, projectName }: Layer,
  profile: Profile,
  region: Setting | undefined,
): Layer {
  if (
    !isHuaweiFamily(profile) ||
    projectId !== undefined ||
    projectName !== undefined ||
    region === undefined
  )
    return {};
  return { projectName: { value: region.value, from: DEFAULT_PROJECT } };
}

function hostOf(url: string): string {
  const plain = url.replaceAll(/[{}]/g, "");
  return URL.canParse(plain) ? new URL(plain).hostname : "";
}
