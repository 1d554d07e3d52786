import { type Field, fieldNames, fields } from "../fields";
import { didYouMean, nearest } from "../nearest";

const RECOGNIZED: ReadonlySet<string> = new Set([
  "auth",
  "regions",
  "access_token_type", // of keystoneauth1's other flows
  ...fieldNames.flatMap((name) => fields[name].keys),
]);
const TOP: readonly string[] = ["auth", "regions", ...keysAt("top", "either", "auth")];
const AUTH: readonly string[] = keysAt("auth", "either");

/**
 * A sentence about each key of an entry of clouds.yaml that looks like a misspelling of ours. The file is shared: all other
 * keys may belong to other tools.
 */
export function strayKeys(map: Readonly<Record<string, unknown>>, place: "top" | "auth"): string[] {
  const where = place === "auth" ? " under auth" : "";
  return Object.keys(map).flatMap((key) => {
    if (place === "auth" && isOnlyBeside(key))
      return [`"${key}"${where} is not read: it belongs beside auth`];
    if (RECOGNIZED.has(key) || isOfAnotherService(key)) return [];
    const question = didYouMean(nearest(key, place === "auth" ? AUTH : TOP));
    return question === undefined ? [] : [`"${key}"${where} is not read: ${question}`];
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

/** Keys that openstacksdk reads for each service (cloud_region.py): `dns_endpoint_override` is not a misspelling of `obs_…`. */
const OF_SERVICES =
  /^(.+?)_(api_version|default_microversion|endpoint_override|endpoint|interface|region_name|service_name|service_type|endpoint_type)$/;

function isOfAnotherService(key: string): boolean {
  const service = OF_SERVICES.exec(key)?.[1];
  if (service === undefined) return false;
  return !/_endpoint(_override)?$/.test(key) || nearest(service, LONG_NAMES).length === 0;
}

/** Names of three letters resemble those of many other services. */
const LONG_NAMES: readonly string[] = fieldNames
  .filter((name) => /Endpoint$/.test(name satisfies Field))
  .flatMap((name) => fields[name].keys.map((key) => key.replace(/_endpoint(_override)?$/, "")))
  .filter((name) => name.length > 4);
