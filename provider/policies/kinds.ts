import { typeToken } from "../pulumi/typeToken";

/** The resources that rules are about. */
export const kinds = ["VolumeImage", "FullEcsImage", "DataImage", "DataVolumeTemplate"] as const;
export type Kind = (typeof kinds)[number];

const byToken = new Map<string, Kind>(kinds.map((kind) => [typeToken(kind), kind]));

/** Undefined for what is none of our images. */
export function kindOf(type: string): Kind | undefined {
  return byToken.get(type);
}
