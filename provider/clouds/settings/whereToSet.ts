import type { Place } from "./choice";
import type { CloudSettings } from "./cloudSettings";
import { type Field, fields } from "./fields";
import { variableFamilies } from "./read/families";
import { type Holder, holderOf } from "./read/stackConfiguration";

type Described = Pick<CloudSettings, "place" | "sources">;

/**
 * Where people set a field of this cloud: where its value came from, else where the cloud is described. Nothing is named that
 * would not be read: an entry of clouds.yaml is not completed by variables.
 */
export function whereToSet(field: Field, { place, sources }: Described): string {
  const from = sources[field];
  const variable = /^environment (\w+)$/.exec(from ?? "")?.[1];
  if (variable !== undefined) return `the environment variable ${variable}`;
  const holder = holderOf(from);
  if (holder !== undefined) return inStack(field, holder);
  return place.kind === "entry"
    ? `${keyIn(field)} in the entry "${place.name}" of ${place.files}`
    : spotFor(field, place);
}

/** The same of each part of a location; `address` is the field that tells where the images are. */
export function locationSettings(
  address: "imageEndpoint" | "authUrl",
  settings: Pick<CloudSettings, "place" | "sources" | "projectId">,
): Record<"endpoint" | "region" | "projectId", string> {
  return {
    endpoint: whereToSet(address, settings),
    region: whereToSet("region", settings),
    projectId: whereToSet(settings.projectId === undefined ? "projectName" : "projectId", settings),
  };
}

/** The same for a cloud that the message has just named. */
export function spotFor(field: Field, place: Place): string {
  if (place.kind === "entry")
    return `${keyIn(field)} in its entry${fields[field].secret ? ", best in secure.yaml" : ""}`;
  const [variable] = place.kind === "environment" ? variableFamilies[place.family].variablesOf(field) : [];
  return variable === undefined
    ? inStack(field, place.kind === "stack" ? place : {})
    : `the environment variable ${variable}`;
}

/** The sources of the cloud's settings, in a few words: the places to look for a wrong one. */
export function describedIn({ place, sources }: Described): string {
  const [holder] = Object.values(sources).flatMap((from) => holderOf(from) ?? []);
  const own = ownPlace(place);
  return holder === undefined || place.kind === "stack"
    ? own
    : `${own} and in ${ownPlace({ kind: "stack", ...holder })}`;
}

function ownPlace(place: Place): string {
  switch (place.kind) {
    case "entry":
      return `the entry "${place.name}" of ${place.files}`;
    case "environment":
      return `the environment variables ${variableFamilies[place.family].prefix}`;
    case "stack":
      return place.provider === undefined
        ? "the stack's configuration (cloudimages:*)"
        : `the settings of the provider "${place.provider}"`;
  }
}

/** Its key in an entry of clouds.yaml. */
export function keyIn(field: Field): string {
  const { keys, place } = fields[field];
  return `${place === "top" ? "" : "auth."}${keys[0]}`;
}

function inStack(field: Field, { provider }: Holder): string {
  if (provider !== undefined) return `${field} of the provider "${provider}"`;
  // Pulumi takes the name of a file or a variable for a secret where the key speaks of a token, and then asks for one of the two.
  const flag = fields[field].secret ? "--secret " : /token/i.test(field) ? "--plaintext " : "";
  return `it with pulumi config set ${flag}cloudimages:${field}`;
}
