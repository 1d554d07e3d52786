import { createHash } from "node:crypto";

/** How many times one template can be made anew before its uuids are used up: see beginByUuid.ts. */
export const MOST_GENERATIONS = 100;

/**
 * The uuid of the n-th template of a marker. ZStack never takes a uuid twice, not even after its image is gone, so each
 * generation has its own; and a repeated create of the same one makes no second image
 * (docs/vendors/zstack.md#uuids-chosen-by-the-caller).
 */
export function templateUuid(marker: string, generation: number): string {
  return asUuid(`${marker}/${generation}`);
}

/** The uuid of the job that makes it: the real key by which ZStack refuses a repeated call. */
export function jobUuid(imageUuid: string): string {
  return asUuid(`job of ${imageUuid}`);
}

/** 32 digits that ZStack takes for a uuid: version and variant have their places. */
function asUuid(text: string): string {
  const digits = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return `${digits.slice(0, 12)}4${digits.slice(13, 16)}8${digits.slice(17)}`;
}
