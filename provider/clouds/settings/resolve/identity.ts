import { traits } from "../../profiles/traits";
import { type Choice, familyAt } from "../choice";
import type { Credentials } from "../cloudSettings";
import type { Field } from "../fields";
import type { Layer } from "../layer";
import { isHuaweiFamily, type Profile } from "../profile";
import { missing } from "./missing";

/**
 * Completes the domains of user and project. One `domain_name` stands for both where the project is set (loader.py
 * `_handle_domain_id`), then `default_domain_*` does (keystoneauth1). Our own addition, for log-ins, which Keystone would
 * refuse if it were wrong: a project without a domain is looked for in its user's.
 */
export function withDomains(layer: Layer, { kind }: Credentials): Layer {
  const user = domainFor("userDomain", layer, "domain", "defaultDomain");
  const withUser = { ...layer, ...user };
  if (layer.projectName === undefined || layer.projectId !== undefined) return withUser;
  const users = kind === "password" ? (["userDomain"] as const) : [];
  return { ...withUser, ...domainFor("projectDomain", withUser, "domain", "defaultDomain", ...users) };
}

type Domain = "domain" | "defaultDomain" | "userDomain" | "projectDomain";

function domainFor(target: "userDomain" | "projectDomain", layer: Layer, ...sources: Domain[]): Layer {
  if (layer[`${target}Id`] ?? layer[`${target}Name`]) return {};
  for (const source of sources) {
    const id = layer[`${source}Id`];
    const name = layer[`${source}Name`];
    if (id !== undefined || name !== undefined) {
      return { ...(id && { [`${target}Id`]: id }), ...(name && { [`${target}Name`]: name }) };
    }
  }
  return {};
}

/** Refuses what the identity service would refuse later, less clearly. Everything that is missing is named at once. */
export function requireIdentity(
  layer: Layer,
  credentials: Credentials,
  profile: Profile,
  choice: Choice,
): void {
  const lacks = [
    ...userLacks(layer, credentials, profile, choice),
    ...projectLacks(layer, credentials, profile),
  ];
  if (lacks.length > 0) throw missing(choice, lacks);
}

type Lack = { readonly what: string; readonly field: Field };

function userLacks(layer: Layer, credentials: Credentials, profile: Profile, { place }: Choice): Lack[] {
  // An application credential's id is unique; its name is so for its user only.
  const byName = credentials.kind === "applicationCredential" && credentials.id === undefined;
  if ((credentials.kind !== "password" && !byName) || layer.userId !== undefined) return [];
  if (traits[profile].hasAccounts) return layer.userName === undefined ? [accountLack(place)] : [];
  const lacks: Lack[] = [];
  if (layer.userName === undefined) lacks.push({ what: "a user name", field: "userName" });
  if (layer.userDomainId !== undefined || layer.userDomainName !== undefined) return lacks;
  // On OTC and Huawei Cloud the user's domain is the account.
  const what = isHuaweiFamily(profile)
    ? "the user's domain: the account's name"
    : "the user's domain: often Default";
  return [...lacks, { what, field: familyAt(place).userDomain }];
}

function accountLack(place: Choice["place"]): Lack {
  return { what: "the account's name", field: familyAt(place).account };
}

/** ZStack: one name alone is the account's, whichever way it is written; a user needs both. */
export function withAccount(layer: Layer, profile: Profile): Layer {
  const { accountName, ...rest } = layer;
  if (!traits[profile].hasAccounts || accountName === undefined || layer.userName !== undefined) return layer;
  return { ...rest, userName: accountName };
}

/** Tokens and application credentials know their project; OTC and Huawei Cloud have one of the region's name. */
function projectLacks(layer: Layer, { kind }: Credentials, profile: Profile): Lack[] {
  const needed = traits[profile].passwordNeedsProject && (kind === "password" || kind === "federation");
  if (!needed || layer.projectId !== undefined) return [];
  if (layer.projectName === undefined) return [{ what: "a project", field: "projectName" }];
  if (layer.projectDomainId !== undefined || layer.projectDomainName !== undefined) return [];
  return [{ what: "the project's domain: often Default", field: "projectDomainName" }];
}
