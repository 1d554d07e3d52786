import { createHash, randomBytes } from "node:crypto";
import { type ParsedMark, parseMark, temporaryName } from "../../clouds/parseMark";
import { OUR_TAG } from "../../resources/issues";
import type { Mark } from "../../resources/resource";

/**
 * The mark by which an image is known as ours: `<owner 8>-<hash 20>`. The owner stands for the stack, the hash
 * for the resource and what is replaced when it changes, so that an image of other inputs is never adopted.
 */
export function deriveMarker(
  owner: string,
  urn: string,
  replacing: Readonly<Record<string, unknown>>,
): string {
  return `${owner}-${hash([urn, sorted(replacing)], 20)}`;
}

/**
 * The owner: a stack of a project of an organization, and the salt of its secrets, because the `dev` stacks of
 * two people on private backends are not the same owner.
 */
export function deriveOwner(stack: {
  organization: string;
  project: string;
  stack: string;
  salt: string;
}): string {
  return hash([stack.organization, stack.project, stack.stack, stack.salt], 8);
}

/** Whether an image's name is a temporary one: of this resource, or of what it was called before. */
export function isTemporary(name: string): boolean {
  return parseMark(name)?.isTemporaryName ?? false;
}

/** Drawn by every create and written by the take-over: a fencing token (docs/safety.md#claims). */
export function newClaim(): string {
  return randomBytes(6).toString("hex");
}

/** What a create carries: a temporary name, or our tag without a claim. */
export function markForCreate(marker: string): Mark {
  return { temporaryName: temporaryName(marker), tag: { key: OUR_TAG, value: marker } };
}

/** The claim on an image, or undefined when it carries none. */
export function claimInTags(tags: Readonly<Record<string, string>>): string | undefined {
  return parseMark(tags[OUR_TAG] ?? "")?.claim;
}

/** What tells whose an image is. */
interface Marked {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Whose an image is by now. While it bears its temporary name it is nobody's, whatever a claim on it says: that is of a
 * take-over that was not finished, or was released, and whoever goes on with the image overwrites it.
 */
export function claimOf(image: Marked): string | undefined {
  return isTemporary(image.name) ? undefined : claimInTags(image.tags);
}

/** Whether an image was made for us and never taken over: under its temporary name, or with our tag without a claim. */
export function isUnclaimed(image: Marked): boolean {
  const tagged = tagOn(image);
  return isTemporary(image.name) || (tagged !== undefined && tagged.claim === undefined);
}

/** The marker that an image carries: in our tag, else in its temporary name. */
export function markerFrom(image: Marked): string | undefined {
  return markOn(image)?.marker;
}

/** The owner that an image names. */
export function ownerFrom(image: Marked): string | undefined {
  return markOn(image)?.owner;
}

function markOn(image: Marked): ParsedMark | undefined {
  const named = parseMark(image.name);
  return tagOn(image) ?? (named?.isTemporaryName ? named : undefined);
}

function tagOn({ tags }: Pick<Marked, "tags">): ParsedMark | undefined {
  const tagged = parseMark(tags[OUR_TAG] ?? "");
  return tagged?.isTemporaryName ? undefined : tagged;
}

/** The tags that are the user's. */
export function userTags<Value>(tags: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== OUR_TAG));
}

function hash(parts: readonly unknown[], length: number): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, length);
}

/** The order of an object's fields, and of a list, means nothing (change.ts, `same`). */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).sort();
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, field]) => [key, sorted(field)]);
}
