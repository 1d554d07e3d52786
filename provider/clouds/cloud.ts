import type { CallOptions } from "../http/call";
import type { Clock } from "../http/clock";
import type { CloudError } from "../http/errors";
import type { Pace } from "../polling/pace";
import type { Watcher } from "../polling/watcher";
import type { Image, ImageChange, Tag } from "./image";
import type { ImageJobs } from "./imageJobs";
import type { Jobs } from "./job";
import type { Listings } from "./listings";
import type { Profile } from "./settings";
import type { TemplateDeletion, Templates } from "./templates";

export type { Tag } from "./image";

/** A volume as its cloud shows it. */
export interface Volume {
  readonly id: string;
  /** The vendor's word: `available`, `in-use`, `uploading`, … */
  readonly status: string;
  readonly sizeGiB: number;
  readonly type: string;
  readonly availabilityZone: string;
  readonly description?: string | undefined;
  /** May be attached to several servers at once. */
  readonly shared: boolean;
  readonly encrypted: boolean;
  /** Servers that it is attached to. */
  readonly serverIds: readonly string[];
  /** What the image told that the volume was made from, or somebody has set since; Cinder gives it to each image of the volume. */
  readonly imageMetadata?: Readonly<Record<string, unknown>>;
  /** The operating system that the volume itself names, where it does. */
  readonly osType?: string | undefined;
  /** EVS: on dedicated storage, where the cloud tells it. */
  readonly dedicated: boolean;
}

export interface ExportRequest {
  readonly volumeId: string;
  readonly imageName: string;
  readonly force: boolean;
  readonly containerFormat?: string | undefined;
  readonly diskFormat?: string | undefined;
  readonly osType?: string | undefined;
}

/** A connected cloud: what resources and the runner may ask of it. One for each name and run. */
export interface Cloud {
  readonly profile: Profile;
  /** The entry's name, for messages. */
  readonly name: string;
  /** Where people set a part of the location, for messages. */
  readonly whereSet: Readonly<Record<keyof CloudLocation, string>>;
  readonly clock: Clock;
  /** Where images live, resolved once; recorded with every resource, so that a wrong cloud is noticed. */
  location(): Promise<CloudLocation>;
  /** The roles that the token says it was given, where there is a token. */
  readonly roles?: (() => Promise<readonly string[]>) | undefined;
  /** The zone that signed requests are dated by: access keys of ZStack, whose own zone is found out by trying. */
  readonly timeZone?: (() => string) | undefined;
  /** Base URL of a service, without version and project. */
  address(service: "image" | "volume"): Promise<string>;

  /**
   * Rejects with a NotFoundError where the cloud does not show it. One such answer is not believed where anything follows
   * from it: lifecycle/find/presence.ts asks on.
   */
  showImage(id: string, options?: CallOptions): Promise<Image>;
  /** The other way to ask whether an image is there. */
  readonly listings: Listings;
  /** All images of the project, unfinished and hidden ones included. */
  allImages(options?: ListOptions): Promise<Image[]>;
  /** Images of exactly this name, unfinished and hidden ones included. */
  imagesNamed(name: string, options?: ListOptions): Promise<Image[]>;
  /** Images with exactly this tag, hidden ones included, unfinished ones where the cloud shows their tags. */
  imagesTagged(tag: Tag, options?: ListOptions): Promise<Image[]>;
  /** Sends what differs, that which commits the change last; resolves with the image as it then is. */
  changeImage(image: Image, change: ImageChange, commit: Commit, options?: ChangeOptions): Promise<Image>;
  /**
   * Takes the commit of a take-over back that was just sent, and perhaps not answered, by what can be sent at once. Absent
   * where a change that follows the commit's answer is no more than that.
   */
  readonly release?: (image: Image, released: ImageChange, options?: CallOptions) => Promise<void>;
  /**
   * The tags as they are now, where the image itself may show those of before: what a delete depends on. Rejects where
   * the cloud does not tell them, for an image without tags is anybody's.
   */
  exactTags(image: Pick<Image, "id" | "tags">, options?: CallOptions): Promise<Image["tags"]>;
  /** Rejects with a NotFoundError where the cloud does not find it. */
  deleteImage(id: string, how: Deletion, options?: CallOptions): Promise<void>;
  /**
   * How long it may take until a poll shows an image whose create was answered, where that is known: its polls read what is so
   * at their time. Absent: as long as images of such a mark may take anywhere.
   */
  readonly visibleWithinMs?: number;
  /** Whether the cloud deletes an image that is still being made. */
  readonly deletesUnfinished: boolean;
  /** What the cloud noted for its user about an export of this volume that failed since then, where it keeps such notes. */
  failureNote?(volumeId: string, since: number, options?: CallOptions): Promise<string | undefined>;
  /** One watcher for all images of this cloud. */
  readonly images: Watcher<Image>;
  /** How fast it may be polled, by that watcher and by all others. */
  readonly pace: Pace;

  showVolume(id: string, options?: CallOptions): Promise<Volume | undefined>;
  /** At most `limit` volumes of the project. */
  listVolumes(limit: number, options?: CallOptions): Promise<Volume[]>;
  /** Of a refused create: whether the cloud may have begun an image before it refused. Absent where none does that. */
  readonly mayLeave?: (refusal: CloudError) => boolean;
  /** The one create call of an export. */
  exportVolume(request: ExportRequest, options?: CallOptions): Promise<{ readonly imageId: string }>;

  /** Ends the session, where the cloud counts them. Nothing may be asked afterwards. */
  close?(): Promise<void>;
  /** Data volume templates: on ZStack only. */
  readonly templates?: Templates;
  /** Where images are made by jobs. */
  readonly jobs?: Jobs;
  /** Images made by jobs from servers, backups and objects: on the Huawei family only. */
  readonly imageJobs?: ImageJobs;
}

export interface ListOptions extends CallOptions {
  /** Images that lists leave out by themselves are not asked for: nothing of ours is looked for. */
  readonly withoutHidden?: boolean | undefined;
}

/** What a change ends with: half of one must leave the image as it is found again (docs/safety.md#take-over). */
export type Commit = "name" | "tags";

/** A signal may cut a change short: what was sent before the commit leaves the image as it is found again. */
export interface ChangeOptions extends CallOptions {
  /** Asked right before the commit is sent, and what that call goes by: nothing may overtake it. */
  readonly committing?: () => CallOptions;
}

export interface Deletion {
  /** What happens to the backup behind a full-ECS image; undefined for an image that has none. */
  readonly deleteBackup?: boolean | undefined;
  /** How a template is deleted. */
  readonly template?: TemplateDeletion | undefined;
}

export interface CloudLocation {
  readonly endpoint: string;
  readonly region: string;
  readonly projectId: string;
}
