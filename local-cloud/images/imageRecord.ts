import { createHash } from "node:crypto";
import { type ExportRun, type ImageStatus, isUploading, runChangedAt, runStatus } from "../volumes/exportRun";
import type { ProfileName } from "../world/profile";
import { effectiveSettings, type World } from "../world/world";

/** Attributes as they stand on the wire; id, status, times, tags and what the copy produces are computed. */
export type Attributes = Record<string, unknown> & { name: string | null };

export interface ImageRecord {
  readonly id: string;
  readonly profile: ProfileName;
  projectId: string;
  readonly createdAt: number;
  changedAt: number;
  attributes: Attributes;
  /** The status of an image without `run`. */
  status: ImageStatus | string;
  run?: ExportRun;
  volumeId?: string;
  /** What the finished image weighs. */
  sizeBytes: number;
  virtualSizeBytes: number;
  /** What was uploaded to Glance. */
  data?: string;
  tags: { current: string[]; before: string[]; shownFrom: number };
  /** Set by a delete: from then on the image is gone. */
  goneFrom?: number;
}

export type NewImage = Pick<ImageRecord, "profile" | "projectId" | "attributes"> &
  Partial<Pick<ImageRecord, "id" | "status" | "run" | "volumeId" | "sizeBytes" | "virtualSizeBytes">> & {
    tags?: string[];
  };

export function addImage(world: World, given: NewImage): ImageRecord {
  const now = world.clock.now();
  const { tags = [], ...rest } = given;
  const image: ImageRecord = {
    id: given.id ?? world.newId("image"),
    status: "active",
    sizeBytes: 2 ** 30,
    virtualSizeBytes: 2 ** 30,
    ...rest,
    createdAt: now,
    changedAt: now,
    tags: { current: tags, before: [], shownFrom: now },
  };
  world.images.set(image.id, image);
  return image;
}

/** Where an export is under way the image follows it; an explicit status ends that. */
export function imageStatus(image: ImageRecord, now: number): string | undefined {
  if (image.goneFrom !== undefined && now >= image.goneFrom) return undefined;
  return image.run ? runStatus(image.run, now) : image.status;
}

export function setStatus(image: ImageRecord, status: string, now: number): void {
  delete image.run;
  image.status = status;
  image.changedAt = now;
}

export const imageChangedAt = (image: ImageRecord, now: number): number =>
  image.run ? Math.max(image.changedAt, runChangedAt(image.run, now)) : image.changedAt;

export const isPending = (image: ImageRecord, now: number): boolean =>
  ["queued", "saving"].includes(imageStatus(image, now) ?? "");

/** A stuck image is pending for ever, but nobody is making it any more. */
export const isBeingMade = (image: ImageRecord, now: number): boolean =>
  isPending(image, now) && (image.run === undefined || isUploading(image.run, now));

export const hasData = (image: ImageRecord, now: number): boolean =>
  ["active", "deactivated"].includes(imageStatus(image, now) ?? "");

/** List and show lag behind the 202. */
export const isListed = (image: ImageRecord, now: number): boolean =>
  imageStatus(image, now) !== undefined && now >= (image.run?.listedAt ?? image.createdAt);

/** A project sees its own images, and the public and community ones of its cloud; OpenStack's administrator sees all. */
export const imagesSeenBy = (
  world: World,
  owner: { profile: ProfileName; projectId: string; admin?: boolean },
): ImageRecord[] =>
  [...world.images.values()].filter(
    (image) =>
      isListed(image, world.clock.now()) &&
      (image.projectId === owner.projectId ||
        (image.profile === owner.profile && owner.admin) ||
        (image.profile === owner.profile && forAll.includes(String(image.attributes.visibility)))),
  );

/** Glance's lists leave out the community's, unless asked for them. */
const forAll = ["public", "community"];

export function shownTags(image: ImageRecord, now: number): string[] {
  if (isPending(image, now) && image.run?.tagsWhileSaving === false) return [];
  return now >= image.tags.shownFrom ? image.tags.current : image.tags.before;
}

export function setTags(world: World, image: ImageRecord, tags: string[]): void {
  const now = world.clock.now();
  const before = now >= image.tags.shownFrom ? image.tags.current : image.tags.before;
  const delay = world.milliseconds(effectiveSettings(world).tagDelaySeconds);
  // Without a delay they show at once, also in the answer of the request that sets them, whose time has begun before.
  const shownFrom = delay === 0 ? 0 : now + delay;
  image.tags = { current: tags, before, shownFrom };
  image.changedAt = now;
}

/** Stands for the data: the same image always has the same digest. */
export const digest = (image: ImageRecord, algorithm: "md5" | "sha512"): string =>
  createHash(algorithm).update(image.id).digest("hex");
