import type { CallOptions } from "../http/call";
import type { Clock } from "../http/clock";
import type { CloudError } from "../http/errors";
import type { CallQueue } from "../http/queue/callQueue";
import type { Pace } from "../polling/pace";
import type { Watcher } from "../polling/watcher";
import type { Image, ImageChange, Tag } from "./image";
import type { ImageJobs } from "./imageJobs";
import type { Jobs } from "./job";
import type { Listings } from "./listings";
import type { ImagePages, SharedList } from "./lists/sharedList";
import type { Profile } from "./settings";
import type { SourceLists } from "./sources/sourceLists";
import type { TemplateDeletion, Templates } from "./templates";
import type { Volume } from "./volume";

export type { Tag } from "./image";
export type { Volume } from "./volume";

export interface ExportRequest {
  readonly volumeId: string;
  readonly imageName: string;
  readonly force: boolean;
  readonly containerFormat?: string | undefined;
  readonly diskFormat?: string | undefined;
  readonly osType?: string | undefined;
}

/** A connected cloud, with all calls that resources and the lifecycle use. There is one for each name and run. */
export interface Cloud {
  readonly profile: Profile;
  /** The entry's name, for messages. */
  readonly name: string;
  /** Where people change each part of the location, for messages. */
  readonly whereSet: Readonly<Record<keyof CloudLocation, string>>;
  readonly clock: Clock;
  /** Where the images are, found once; every resource records it, so that a wrong cloud is noticed. */
  location(): Promise<CloudLocation>;
  /** The roles in the token, if there is a token. */
  readonly roles?: (() => Promise<readonly string[]>) | undefined;
  /** The time zone of the dates in signed requests, with access keys of ZStack. It is found by trying. */
  readonly timeZone?: (() => string) | undefined;
  /** Base URL of a service, without version and project. */
  address(service: "image" | "volume"): Promise<string>;

  /**
   * Rejects with a NotFoundError if the cloud does not show it. One such answer does not prove that the image is gone:
   * lifecycle/find/presence.ts asks again.
   */
  showImage(id: string, options?: CallOptions): Promise<Image>;
  /** The other way to find out whether an image exists. */
  readonly listings: Listings;
  /** The project's own images, hidden ones included, on ZStack those with our tag alone: for `sharedList`. */
  readonly imagePages: ImagePages;
  /** One list for the reads of many images. What it does not show may be there all the same. */
  readonly sharedList: SharedList;
  /** All images of the project, unfinished and hidden ones included. */
  allImages(options?: ListOptions): Promise<Image[]>;
  /** Images of exactly this name, unfinished and hidden ones included. */
  imagesNamed(name: string, options?: ListOptions): Promise<Image[]>;
  /** The same for several names. Absent if that costs as many calls as there are names. */
  readonly imagesNamedOneOf?: (names: readonly string[], options?: CallOptions) => Promise<Image[]>;
  /** Images with exactly this tag, hidden ones included, and unfinished ones if the cloud shows their tags. */
  imagesTagged(tag: Tag, options?: ListOptions): Promise<Image[]>;
  /** The same for several values of a tag. Absent if that costs as many calls as there are values. */
  readonly imagesTaggedOneOf?: (
    key: string,
    values: readonly string[],
    options?: CallOptions,
  ) => Promise<Image[]>;
  /** Sends what differs, and last the call that commits the change; resolves with the changed image. */
  changeImage(image: Image, change: ImageChange, commit: Commit, options?: ChangeOptions): Promise<Image>;
  /**
   * Takes back the commit of a take-over that was just sent and perhaps not answered, with calls that can be sent at once.
   * Absent if an ordinary change after the commit's answer does the same.
   */
  readonly release?: (image: Image, released: ImageChange, options?: CallOptions) => Promise<void>;
  /**
   * The current tags, if those that the image shows may lag: a delete depends on them. Rejects if the cloud does not show
   * them, because an image without tags may be anybody's.
   */
  exactTags(image: Pick<Image, "id" | "tags">, options?: CallOptions): Promise<Image["tags"]>;
  /** Rejects with a NotFoundError if the cloud does not find it. */
  deleteImage(id: string, how: Deletion, options?: CallOptions): Promise<void>;
  /**
   * The longest time from the answer to a create until polls show its image, if it is known: polls read the current state.
   * Absent: the longest time on any cloud for images with such a mark.
   */
  readonly visibleWithinMs?: number;
  /** Whether the cloud deletes an image that is still being created. */
  readonly deletesUnfinished: boolean;
  /** The cloud's message to the user about an export of this volume that failed since then, if the cloud stores such messages. */
  failureNote?(volumeId: string, since: number, options?: CallOptions): Promise<string | undefined>;
  /** One watcher for all images of this cloud. */
  readonly images: Watcher<Image>;
  /** How fast it may be polled, by that watcher and by all others. */
  readonly pace: Pace;
  /** Where all calls wait that are no polls. */
  readonly queue: CallQueue;

  showVolume(id: string, options?: CallOptions): Promise<Volume | undefined>;
  /** All of what images can be made from. */
  readonly sourceLists: SourceLists;
  /** At most `limit` volumes of the project. */
  listVolumes(limit: number, options?: CallOptions): Promise<Volume[]>;
  /** Whether the cloud may have created an image before it refused the create. Absent if that never happens. */
  readonly mayLeaveImage?: (refusal: CloudError) => boolean;
  /** The one create call of an export. */
  exportVolume(request: ExportRequest, options?: CallOptions): Promise<{ readonly imageId: string }>;

  /** Ends the session, if the cloud counts sessions. No call may follow. */
  close?(): Promise<void>;
  /** Data volume templates: on ZStack only. */
  readonly templates?: Templates;
  /** Present if images are made by jobs. */
  readonly jobs?: Jobs;
  /** Images made by jobs from servers, backups and objects: on the Huawei family only. */
  readonly imageJobs?: ImageJobs;
}

export interface ListOptions extends CallOptions {
  /** Leaves out hidden images, if the call does not look for images of ours. */
  readonly withoutHidden?: boolean | undefined;
}

/**
 * The last part of a change, which commits it: an unfinished change must leave the image so that we find it again
 * (docs/safety.md#take-over).
 */
export type Commit = "name" | "tags";

/** A signal may interrupt a change: the calls before the commit leave the image so that we find it again. */
export interface ChangeOptions extends CallOptions {
  /** Called right before the commit; returns the options of that call, so that nothing overtakes it. */
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
