/** The resources of this package. */
export const kinds = ["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"] as const;
export type Kind = (typeof kinds)[number];

const DYNAMIC = "pulumi-nodejs:dynamic/cloudimages:";
const NATIVE = "cloudimages:index:";

/** The type token of a dynamic resource. It stands in users' states, so it never changes. */
export function dynamicToken(type: string): string {
  return DYNAMIC + type;
}

/**
 * The type token of the same resource where the plugin serves it. It stands in users' states too. Functions and types of the
 * package schema have tokens of this form as well.
 */
export function nativeToken(type: string): string {
  return NATIVE + type;
}

const byToken = new Map<string, Kind>(
  kinds.flatMap((kind) => [dynamicToken(kind), nativeToken(kind)].map((token) => [token, kind] as const)),
);

/** The resource that a type token of either form names; undefined if it is not one of ours. */
export function kindOf(token: string): Kind | undefined {
  return byToken.get(token);
}

/** Whether a resource is of this package: of a kind too that only a later release has. */
export function isOurs(token: string): boolean {
  return token.startsWith(DYNAMIC) || token.startsWith(NATIVE);
}

/**
 * The URN as marks are made from it. It is the same in both forms, so that an image which changes from one to the other keeps its
 * mark: the tokens among its types are those of the dynamic form. A name may hold anything, and stays as it is.
 */
export function urnForMark(urn: string): string {
  const [stack, project, types, ...name] = urn.split("::");
  if (types === undefined) return urn;
  const dynamic = types
    .split("$")
    .map((type) => (type.startsWith(NATIVE) ? dynamicToken(type.slice(NATIVE.length)) : type));
  return [stack, project, dynamic.join("$"), ...name].join("::");
}
