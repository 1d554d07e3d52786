import { createHash } from "node:crypto";
import type { ImageResource, Props } from "./outside";

/**
 * How marks and uuids are made, written down once more and on purpose not imported: the provider's own cannot be changed
 * without a test that sees it. Frozen, because images out there carry them.
 */

/** `<owner 8>-<hash 20>`. */
export function markBy(owner: string, urn: string, replacing: Props): string {
  return `${owner}-${sha256(JSON.stringify([urn, ordered(replacing)])).slice(0, 20)}`;
}

/** What goes into the hash: the arguments that replace, those left out as the create sends them; no triggers are none. */
// biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
export function hashedOf(resource: ImageResource<any>, args: Props, profile: Profile): Props {
  const kinds = resource.kinds(profile);
  const full = Object.entries({ ...resource.defaults(profile), ...args }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return Object.fromEntries(
    full.filter(
      ([field, value]) =>
        kinds[field] === "replace" && !(field === "triggers" && Object.keys(value as object).length === 0),
    ),
  );
}

type Profile = Parameters<ImageResource["kinds"]>[0];

/** The owner of a stack; of `cloudimages:owner` with its value as the salt and the rest empty. */
export function ownerBy(organization: string, project: string, stack: string, salt: string): string {
  return sha256(JSON.stringify([organization, project, stack, salt])).slice(0, 8);
}

/** The uuid of the template that a mark makes as its n-th, counted from 0. */
export function templateUuidBy(mark: string, generation: number): string {
  return zstackUuid(`${mark}/${generation}`);
}

export function jobUuidBy(templateUuid: string): string {
  return zstackUuid(`job of ${templateUuid}`);
}

function zstackUuid(text: string): string {
  const digits = sha256(text);
  return `${digits.slice(0, 12)}4${digits.slice(13, 16)}8${digits.slice(17, 32)}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(ordered(item))).sort();
  const names = Object.keys(value).sort();
  return names.map((name) => [name, ordered((value as Props)[name])]);
}
