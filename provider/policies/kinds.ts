import { typeToken } from "../pulumi/typeToken";

/** The resources that rules apply to. */
export const kinds = ["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"] as const;
export type Kind = (typeof kinds)[number];

const byToken = new Map<string, Kind>(kinds.map((kind) => [typeToken(kind), kind]));

/** The resource of a type token; undefined if it is not one of ours. */
export function kindOf(type: string): Kind | undefined {
  return byToken.get(type);
}
