import { type Field, fieldNames, fields } from "../fields";
import { didYouMean, nearest } from "../nearest";

const KNOWN: ReadonlySet<string> = new Set([
  "auth",
  "regions",
  ...fieldNames.flatMap((name) => fields[name].keys),
]);
const TOP: readonly string[] = ["auth", "regions", ...keysAt("top", "either", "auth")];
const AUTH: readonly string[] = keysAt("auth", "either");

/**
 * Keys of an entry of clouds.yaml that look like ours and are not: a sentence each. The file is shared, and all the rest may
 * belong to other tools.
 */
export function strayKeys(map: Readonly<Record<string, unknown>>, place: "top" | "auth"): string[] {
  const where = place === "auth" ? " under auth" : "";
  return Object.keys(map).flatMap((key) => {
    if (place === "auth" && isOnlyBeside(key))
      return [`"${key}"${where} is not read: it belongs beside auth`];
    if (KNOWN.has(key) || isOfAnotherService(key)) return [];
    const meant = didYouMean(nearest(key, place === "auth" ? AUTH : TOP));
    return meant === undefined ? [] : [`"${key}"${where} is not read: ${meant}`];
  });
}

function keysAt(...places: readonly string[]): string[] {
  return fieldNames
    .filter((name) => places.includes(fields[name].place))
    .flatMap((name) => fields[name].keys);
}

function isOnlyBeside(key: string): boolean {
  return fieldNames.some((name) => fields[name].place === "top" && fields[name].keys.includes(key));
}

/** What openstacksdk reads of each service (cloud_region.py): `dns_endpoint_override` is no misspelt `obs_…`. */
const OF_SERVICES =
  /^(.+?)_(api_version|default_microversion|endpoint_override|endpoint|interface|region_name|service_name|service_type|endpoint_type)$/;

function isOfAnotherService(key: string): boolean {
  const service = OF_SERVICES.exec(key)?.[1];
  if (service === undefined) return false;
  return !/_endpoint(_override)?$/.test(key) || nearest(service, LONG_NAMES).length === 0;
}

/** Three letters are near to those of many other services. */
const LONG_NAMES: readonly string[] = fieldNames
  .filter((name) => /Endpoint$/.test(name satisfies Field))
  .flatMap((name) => fields[name].keys.map((key) => key.replace(/_endpoint(_override)?$/, "")))
  .filter((name) => name.length > 4);
