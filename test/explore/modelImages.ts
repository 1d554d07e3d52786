import type { Image } from "../../provider/clouds/image";
import type { Job } from "../../provider/clouds/job";
import type { VirtualClock } from "../virtualClock";
import { type CloudSettings, conflict, type ModelImage, notFound, shown } from "./modelImage";

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
  readonly by: string;
}

const BYSTANDER = "bystander";

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
      by: BYSTANDER,
      activeAt: clock.now(),
    });
  }

  get alive(): ModelImage[] {
    return this.all.filter(({ gone }) => !gone);
  }

  get ours(): ModelImage[] {
    return this.alive.filter(({ by }) => by !== BYSTANDER);
  }

  madeBy(engine: string): ModelImage[] {
    return this.ours.filter(({ by }) => by === engine);
  }

  get listed(): ModelImage[] {
    const now = this.#clock.now();
    const { listedMs } = this.settings;
    return this.alive.filter(({ by, createdAt }) => by === BYSTANDER || now >= createdAt + listedMs);
  }

  /** Throws where there is none. */
  find(id: string): ModelImage {
    const image = this.alive.find((one) => one.id === id);
    if (image === undefined) throw notFound(id, true);
    return image;
  }

  /** Backups are held as long as an image of theirs exists, in whatever state. */
  madeFrom(source: string): ModelImage[] {
    return this.alive.filter((image) => image.source === source);
  }

  get inBin(): ModelImage[] {
    return this.settings.hasBin === true ? this.all.filter(({ gone, purged }) => gone && !purged) : [];
  }

  /** One that nobody knows any more is expunged already. */
  expunge(id: string): void {
    if (this.alive.some((image) => image.id === id))
      throw conflict("it is not deleted on any backup storage");
    for (const image of this.inBin) if (image.id === id) image.purged = true;
  }

  /** ZStack's tags are rows of their own: one in the bin has them still, and of what is gone there are none. */
  tagsOf(id: string): ModelImage["tags"] {
    if (this.settings.kind !== "uuid") return this.find(id).tags;
    return [...this.alive, ...this.inBin].find((image) => image.id === id)?.tags ?? {};
  }

  isBusy(source: string): boolean {
    return this.alive.some((image) => image.source === source && this.#isBeingMade(image));
  }

  make({ id = `image-${this.made.length + 1}`, ...image }: MakeRequest): ModelImage {
    this.made.push(id);
    this.#usedUuids.add(id);
    return this.#add({ id, ...image, activeAt: this.#clock.now() + this.settings.makeMs });
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

  /** By what a state may know an image: its id, or the job that makes it. */
  handlesOf(imageId: string): readonly string[] {
    return [imageId, ...this.#jobs.filter((job) => job.imageId === imageId).map(({ id }) => id)];
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
    return shown(image, this.settings, this.#clock.now(), lagging);
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
      purged: false,
      tagsBefore: { tags: image.tags, until: 0 },
      ...image,
    };
    this.all.push(added);
    return added;
  }
}
