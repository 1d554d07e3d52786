import type { Image } from "../../provider/clouds/image";
import { ConflictError, NotFoundError } from "../../provider/http/errors";
import { OUR_TAG } from "../../provider/resources/issues";

/** By what an image is known as ours before it is taken over: its name, a tag of its own, or a uuid that we chose. */
export type Kind = "name" | "tag" | "uuid";

export interface CloudSettings {
  readonly kind: Kind;
  /** How long an image takes to become active. */
  readonly makeMs: number;
  /** How long after its beginning an image is listed. */
  readonly listedMs: number;
  /** How long after a change lists go on showing the tags of before. */
  readonly tagsLagMs: number;
  /** A second person may do something to an image of ours, once. */
  readonly withPeople?: boolean;
  /** By tag: the source is a backup, which serves one image. */
  readonly isBackup?: boolean;
  /** By uuid: what is deleted can be recovered, until it is expunged, as its program says. */
  readonly hasBin?: boolean;
}

export interface ModelImage {
  readonly id: string;
  name: string;
  description: string;
  tags: Readonly<Record<string, string>>;
  /** As lists show them until then. */
  tagsBefore: { readonly tags: Readonly<Record<string, string>>; readonly until: number };
  readonly createdAt: number;
  readonly activeAt: number;
  readonly source: string;
  /** The engine whose create has made it. */
  readonly by: string;
  /** The cloud gives it up instead of making it active. */
  fails: boolean;
  gone: boolean;
  /** It was in the bin, and nobody can recover it any more. */
  purged: boolean;
}

/** As the cloud shows it at that time. `lagging`: by a list. */
export function shown(image: ModelImage, { kind }: CloudSettings, now: number, lagging: boolean): Image {
  const isOver = now >= image.activeAt;
  const lags = lagging && now < image.tagsBefore.until;
  return {
    id: image.id,
    name: image.name,
    status: isOver ? (image.fails ? "killed" : "active") : "saving",
    phase: isOver ? (image.fails ? "failed" : "active") : "pending",
    description: image.description,
    tags: lags ? image.tagsBefore.tags : image.tags,
    visibility: "private",
    owner: "project",
    protected: false,
    hidden: false,
    minRamMiB: 0,
    maxRamMiB: 0,
    minDiskGiB: 0,
    osType: "",
    firmwareType: "bios",
    vifMultiqueue: false,
    enterpriseProjectId: "0",
    sizeBytes: 1,
    checksum: "c",
    diskFormat: "raw",
    containerFormat: "bare",
    dataOrigin: image.source === "" ? undefined : image.source,
    createdAt: new Date(image.createdAt).toISOString(),
    updatedAt: new Date(image.createdAt).toISOString(),
    attributes: new Set(),
    template:
      kind === "uuid"
        ? {
            state: "Enabled",
            url: "",
            mediaType: "DataVolumeTemplate",
            backupStorages: [{ backupStorageUuid: STORAGE, status: "Ready", installPath: "/" }],
            userTags: [],
          }
        : undefined,
  };
}

const STORAGE = "7d8c6b0ea9844ff3bc58cc46b2fde6ce";

export function markedAs(image: ModelImage, mark: string): boolean {
  return image.tags[OUR_TAG] === mark;
}

export function notFound(id: string, fromService: boolean): NotFoundError {
  return new NotFoundError(`no image ${id}`, { outcome: "rejected", status: 404, fromService });
}

export function conflict(why: string): ConflictError {
  return new ConflictError(why, { outcome: "rejected", status: 409 });
}
