import type { Image } from "../../provider/clouds/image";
import type { Job } from "../../provider/clouds/job";
import { ConflictError, NotFoundError } from "../../provider/http/errors";
import { OUR_TAG } from "../../provider/resources/rules";
import type { VirtualClock } from "../virtualClock";

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
  readonly by: "us" | "another";
  /** The cloud gives it up instead of making it active. */
  fails: boolean;
  gone: boolean;
}

interface ModelJob {
  readonly id: string;
  /** Undefined for one that was refused its uuid. */
  readonly imageId: string | undefined;
  readonly overAt: number;
}

interface Wanted {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: Image["tags"] | undefined;
}

interface MakeRequest {
  readonly id?: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly source: string;
}

/**
 * What a cloud has: images, the jobs that make them, and the sources that are held meanwhile; as strict as it must be for what
 * is explored.
 */
export class ModelImages {
  readonly all: ModelImage[] = [];
  /** Images that a create of ours has made, in order. */
  readonly made: string[] = [];
  readonly settings: CloudSettings;
  readonly #clock: VirtualClock;
  readonly #jobs: ModelJob[] = [];
  /** ZStack never takes one twice. */
  readonly #usedUuids = new Set<string>();

  constructor(settings: CloudSettings, clock: VirtualClock) {
    this.settings = settings;
    this.#clock = clock;
    this.#add({
      id: "bystander",
      name: "golden",
      tags: {},
      source: "",
      by: "another",
      activeAt: clock.now(),
    });
  }

  get alive(): ModelImage[] {
    return this.all.filter(({ gone }) => !gone);
  }

  get ours(): ModelImage[] {
    return this.alive.filter(({ by }) => by === "us");
  }

  get listed(): ModelImage[] {
    const now = this.#clock.now();
    const { listedMs } = this.settings;
    return this.alive.filter(({ by, createdAt }) => by === "another" || now >= createdAt + listedMs);
  }

  /** Throws where there is none. */
  find(id: string): ModelImage {
    const image = this.alive.find((one) => one.id === id);
    if (image === undefined) throw notFound(id, true);
    return image;
  }

  isBusy(source: string): boolean {
    return this.alive.some((image) => image.source === source && this.#isBeingMade(image));
  }

  make({ id = `image-${this.made.length + 1}`, ...image }: MakeRequest): ModelImage {
    this.made.push(id);
    this.#usedUuids.add(id);
    return this.#add({ id, ...image, by: "us", activeAt: this.#clock.now() + this.settings.makeMs });
  }

  /** A job that makes an image. */
  makeBy(jobId: string, request: MakeRequest): string {
    const image = this.make(request);
    this.#jobs.push({ id: jobId, imageId: image.id, overAt: image.activeAt });
    return jobId;
  }

  makeTemplate(jobId: string, request: MakeRequest & { readonly id: string }): "accepted" | "duplicate" {
    if (this.#jobs.some(({ id }) => id === jobId)) return "duplicate";
    if (this.#usedUuids.has(request.id))
      this.#jobs.push({ id: jobId, imageId: undefined, overAt: this.#clock.now() });
    else this.makeBy(jobId, request);
    return "accepted";
  }

  set(id: string, { name, description, tags }: Wanted): void {
    const image = this.find(id);
    if (this.settings.kind !== "name" && this.#isBeingMade(image)) throw conflict("it is being made");
    image.name = name ?? image.name;
    image.description = description ?? image.description;
    if (tags === undefined) return;
    image.tagsBefore = { tags: image.tags, until: this.#clock.now() + this.settings.tagsLagMs };
    image.tags = tags;
  }

  remove(id: string): void {
    const image = this.find(id);
    if (this.settings.kind !== "name" && this.#isBeingMade(image)) throw conflict("it is being made");
    image.gone = true;
  }

  job(id: string): Job | undefined {
    const job = this.#jobs.find((one) => one.id === id);
    if (job === undefined) return undefined;
    const { imageId, overAt } = job;
    if (this.#clock.now() < overAt) return { id, state: "running", step: "running", percent: 50 };
    const failure = this.#failure(imageId);
    return failure === undefined
      ? { id, state: "succeeded", step: "over", imageId }
      : { id, state: "failed", step: "over", failure };
  }

  #failure(imageId: string | undefined): Job["failure"] {
    if (imageId === undefined) return { code: "SYS.1000", reason: "Duplicate entry" };
    const image = this.all.find(({ id }) => id === imageId);
    return image?.fails ? { code: "IMG.0057", reason: "it cannot be made" } : undefined;
  }

  shown(image: ModelImage, lagging = false): Image {
    const isOver = !this.#isBeingMade(image);
    const lags = lagging && this.#clock.now() < image.tagsBefore.until;
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
        this.settings.kind === "uuid"
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

  #isBeingMade({ activeAt }: ModelImage): boolean {
    return this.#clock.now() < activeAt;
  }

  #add(image: Pick<ModelImage, "id" | "name" | "tags" | "source" | "by" | "activeAt">): ModelImage {
    const added = {
      description: "",
      createdAt: this.#clock.now(),
      fails: false,
      gone: false,
      tagsBefore: { tags: image.tags, until: 0 },
      ...image,
    };
    this.all.push(added);
    return added;
  }
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
