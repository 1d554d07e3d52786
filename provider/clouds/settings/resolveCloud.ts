import { traits } from "../profiles/traits";
import { type Choice, chooseCloud } from "./choice";
import { type Agency, type CloudSettings, type Credentials, type Service, services } from "./cloudSettings";
import { type Field, fields } from "./fields";
import { InvalidSettingsError } from "./invalidSettingsError";
import type { Layer } from "./layer";
import { isHuaweiFamily, type Profile } from "./profile";
import { address } from "./resolve/address";
import { credentialsOf } from "./resolve/credentialsOf";
import { serviceTitle } from "./resolve/endpoints";
import { exchangeLogOf } from "./resolve/exchangeLog";
import { requireIdentity, withAccount, withDomains } from "./resolve/identity";
import {
  DEFAULT_PROJECT,
  locate,
  profileIn,
  refuseMisspeltProfile,
  unknownProfile,
} from "./resolve/location";
import { missing, titleOf } from "./resolve/missing";
import { proxiesOf } from "./resolve/proxiesOf";
import { timeZoneOf } from "./resolve/timeZoneOf";
import { flag, transportOf } from "./resolve/transport";
import type { Sources } from "./sources";
import { spotFor } from "./whereToSet";

/**
 * Which cloud to use, with what settings. `name` is the resource's argument `cloud`; undefined means the stack's default
 * cloud. Reads files, sends nothing.
 *
 * @throws InvalidSettingsError when no cloud is set, the name is unknown, or pieces are missing or contradictory.
 */
export function resolveCloud(name: string | undefined, sources: Sources): CloudSettings {
  const choice = chooseCloud(name, sources);
  const profile = profileIn(choice);
  const credentials = credentialsOf(choice, profile.value, sources);
  refuseForeignKeys(credentials, profile.value, choice);
  const layer = withAccount(withDomains(locate(choice, profile.value), credentials), profile.value);
  requireIdentity(layer, credentials, profile.value, choice);
  const allowHttp = flag("allow_http", layer.allowHttp, false);
  return {
    name: choice.name,
    profile: profile.value,
    place: choice.place,
    ...pick(layer, COPIED_FIELDS),
    ...(layer.projectName?.from === DEFAULT_PROJECT && { projectIsDefault: true }),
    credentials,
    ...agencyOf(layer, profile.value, choice),
    ...timeZoneOf(layer, profile.value),
    endpoints: endpointsOf(layer, allowHttp, choice),
    ...transportOf(layer, sources),
    allowHttp,
    ...proxiesOf(sources),
    ...exchangeLogOf(sources),
    sources: sourcesOf({ ...layer, profile }),
  };
}

/**
 * The kind of the cloud that `resolveCloud` would choose. Needs no credentials: previews use it.
 *
 * @throws InvalidSettingsError also where the profile is a misspelt one of ours.
 */
export function profileOf(name: string | undefined, sources: Sources): Profile {
  const choice = chooseCloud(name, sources);
  refuseMisspeltProfile(choice);
  return profileIn(choice).value;
}

/** Warnings about that cloud's settings, before anything is created: keys that look misspelt, and settings without effect. */
export function settingsWarnings(name: string | undefined, sources: Sources): readonly string[] {
  const choice = chooseCloud(name, sources);
  return [...choice.warnings, ...unknownProfile(choice)];
}

/** What is known about a cloud before anybody signs in. */
export interface CloudSummary {
  /** The entry of clouds.yaml; `environment` or `stack configuration` if a cloud is described there alone. */
  readonly name: string;
  readonly profile: Profile;
  /** Undefined if the settings name none: an OpenStack with one region, ZStack. */
  readonly region: string | undefined;
  /** Host of the identity service, on ZStack of the management node; with the port that was written. */
  readonly host: string;
  /** Id of the project, else its name, as the settings have it; undefined if only the credentials determine it. */
  readonly project: string | undefined;
}

/** The summary of the cloud that `resolveCloud` would choose. Needs no credentials: policies use it. */
export function cloudSummary(name: string | undefined, sources: Sources): CloudSummary {
  const choice = chooseCloud(name, sources);
  const profile = profileIn(choice).value;
  const { region, authUrl, projectId, projectName } = locate(choice, profile);
  return {
    name: choice.name,
    profile,
    region: region?.value,
    host: new URL(authUrl?.value ?? "").host,
    project: (projectId ?? projectName)?.value,
  };
}

/** Fields that go into the settings under the same name. */
const COPIED_FIELDS = [
  "authUrl",
  "region",
  "projectId",
  "projectName",
  "projectDomainId",
  "projectDomainName",
  "userId",
  "userName",
  "userDomainId",
  "userDomainName",
  "accountName",
  "domainId",
  "domainName",
  "cloudDomain",
] as const satisfies readonly (Field & keyof CloudSettings)[];

function pick<F extends Field>(layer: Layer, names: readonly F[]): { [name in F]?: string } {
  const values: { [name in F]?: string } = {};
  for (const field of names) {
    const value = layer[field]?.value;
    if (value !== undefined) values[field] = value;
  }
  return values;
}

function refuseForeignKeys({ kind }: Credentials, profile: Profile, choice: Choice): void {
  const { refusesTokens, refusesAccessKeys } = traits[profile];
  if (kind === "metadata" && !isHuaweiFamily(profile))
    throw new InvalidSettingsError(
      `${titleOf(choice)} has the auth_type ecsagency, but only servers of Open Telekom Cloud and Huawei Cloud get keys from an agency. Sign in in another way, or set the profile otc, otc-swiss or huaweicloud.`,
    );
  const refused = kind === "accessKey" ? refusesAccessKeys : kind === "password" ? undefined : refusesTokens;
  if (refused !== undefined) throw new InvalidSettingsError(`${titleOf(choice)} ${refused}`);
}

function agencyOf(layer: Layer, profile: Profile, choice: Choice): { agency?: Agency } {
  const name = layer.agencyName?.value;
  if (name === undefined) return {};
  if (!isHuaweiFamily(profile)) {
    throw new InvalidSettingsError(
      `${titleOf(choice)} has an agency, but only Open Telekom Cloud and Huawei Cloud know agencies. Remove it, or set the profile otc, otc-swiss or huaweicloud.`,
    );
  }
  const {
    agencyDomainName: domainName,
    agencyDomainId: domainId,
    delegatedProject,
  } = pick(layer, ["agencyDomainName", "agencyDomainId", "delegatedProject"]);
  if (domainName === undefined && domainId === undefined) {
    throw missing(choice, [
      { what: "the name of the account that the agency belongs to", field: "agencyDomainName" },
    ]);
  }
  return {
    agency: {
      name,
      ...(domainName !== undefined && { domainName }),
      ...(domainId !== undefined && { domainId }),
      ...(delegatedProject !== undefined && { delegatedProject }),
    },
  };
}

function endpointsOf(layer: Layer, allowHttp: boolean, { place }: Choice): Partial<Record<Service, string>> {
  const endpoints: Partial<Record<Service, string>> = {};
  for (const service of services) {
    const setting = layer[`${service}Endpoint`];
    if (setting !== undefined)
      endpoints[service] = address(
        `The endpoint of ${serviceTitle(service)}`,
        setting,
        allowHttp,
        spotFor("allowHttp", place),
      );
  }
  return endpoints;
}

function sourcesOf(layer: Layer): Record<string, string> {
  const order = Object.keys(fields) as Field[];
  return Object.fromEntries(order.flatMap((field) => (layer[field] ? [[field, layer[field].from]] : [])));
}
