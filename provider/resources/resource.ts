import type { z } from "zod";
import type { Actions } from "../clouds/actions";
import type { Cloud, Deletion, Tag } from "../clouds/cloud";
import type { Image, ImageChange } from "../clouds/image";
import type { Profile } from "../clouds/settings";
import type { CallOptions } from "../http/call";
import type { CloudError } from "../http/errors";
import type { Table } from "./arguments/table";
import type { Finding } from "./preflight/finding";
import type { Issue } from "./rules";

/** What every image resource takes. */
export interface CommonArgs {
  readonly name: string;
  readonly cloud?: string | undefined;
  readonly timeouts?: Timeouts | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface Timeouts {
  readonly create?: string | undefined;
  readonly update?: string | undefined;
  readonly delete?: string | undefined;
}

export type { FieldKind } from "./arguments/table";

/** Where an image comes from: what must be free before the create, and is held by the cloud while it runs. */
export interface Source<Args> {
  /** Creates with the same key queue up. */
  key(args: Args): string;
  /** Reads its state once. Absent where the cloud does not show whether it is in use: then the create itself finds out. */
  read?(cloud: Cloud, args: Args, options: CallOptions): Promise<SourceState>;
  /** What to do where a wait for it, or for an image from it, was in vain. */
  wayOut?(args: Args, profile: Profile): string | undefined;
  /** What the cloud has noted about a create from it that failed since then (milliseconds since the epoch). */
  note?(cloud: Cloud, args: Args, since: number, options: CallOptions): Promise<string | undefined>;
}

export type SourceState =
  /** Something else uses it, and that will end by itself. */
  | {
      readonly state: "busy";
      readonly step: string;
      /** An image is being made from it right now. */
      readonly making: boolean;
      readonly facts: Readonly<Record<string, unknown>>;
    }
  /** A create can start. The facts go into the outputs. */
  | { readonly state: "free"; readonly facts: Readonly<Record<string, unknown>> }
  /** A create would be refused for good. */
  | { readonly state: "unusable"; readonly error: Error; readonly facts: Readonly<Record<string, unknown>> };

/** What a create carries, so that its image is known as ours before it is taken over (docs/safety.md#marks). */
export interface Mark {
  /** Instead of the user's name, where the call takes no tags. */
  readonly temporaryName: string;
  /** Beside the user's tags, where the call takes tags. */
  readonly tag: Tag;
  /** Where the caller chooses the uuids: a repeated create then makes nothing twice. */
  readonly uuids?: { readonly image: string; readonly job: string };
}

/** What the cloud answers to a create: the image, or the job that makes it, or both. */
export type Started =
  | { readonly imageId: string }
  | { readonly jobId: string }
  | {
      readonly imageId: string;
      readonly jobId: string;
      /** The cloud has had this create before, and has started nothing. */
      readonly repeated: boolean;
    };

/** What the cloud said of a call that it refused, or of a job that failed. */
export interface Refusal {
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
}

/** What an image that exists tells of the arguments it could have been made with, for its import. */
export interface Existing<Args> {
  /** Arguments that replace and are not given, as far as the cloud tells them. Throws for an image of another kind. */
  argsFrom(
    cloud: Cloud,
    image: Image,
    given: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<Partial<Args>>;
  /** The argument that names the source. */
  readonly sourceField: string;
  /** What people write for the source, in words. */
  readonly sourceForm: string;
  /** Arguments of a source in that form; undefined: it has another form. */
  sourceFrom(text: string): Partial<Args> | undefined;
  /** The other way round. */
  sourceText(args: Args): string;
}

/** What a new image takes from its source: the arguments declared `fromSource`. */
export interface Inherited<Args> {
  /** As a new image would have it now; what nobody can tell any more is absent. */
  read(cloud: Cloud, args: Args, options: CallOptions): Promise<ImageChange>;
}

/** What a user has to be allowed, in words, and by which of a cloud's actions. */
export interface Right {
  /** Such as `export volumes`. */
  readonly what: string;
  readonly by: readonly (keyof Actions)[];
}

/** A resource, told: its arguments, its rules, the one call that creates. How it runs is the lifecycle's. */
export interface ImageResource<Args extends CommonArgs = CommonArgs>
  extends Omit<Table, "schema" | "defaults"> {
  readonly type: string;
  readonly schema: z.ZodType<Args>;
  /** What a create sends for arguments that replace and are not given: writing one out changes nothing. */
  defaults(profile: Profile): Readonly<Partial<Args>>;
  /** Rules between arguments and those of a cloud. Arguments still unknown at preview are absent. */
  rules(args: Partial<Args>, profile: Profile | undefined): Issue[];
  readonly source: Source<Args>;
  /** The rules that need a call: what the cloud would refuse, and what people should know before a create. */
  preflight(cloud: Cloud, args: Args, options: CallOptions): Promise<readonly Finding[]>;
  readonly existing: Existing<Args>;
  /** Which part of the mark the create call carries. */
  readonly mark: "name" | "tag" | "uuid";
  /** Whether an image was made from the source of these arguments, as far as its cloud tells. */
  isFrom(image: Image, args: Args): boolean;
  /** By tag: whether an image whose tags are not shown yet can be one made from these arguments. */
  mayBe?(image: Image, args: Args): boolean;
  /** What a new image takes from its source, where the program does not say it. */
  readonly inherited?: Inherited<Args>;
  /** What the create asks of a user. */
  readonly right: Right;
  /** The one call that creates. */
  start(cloud: Cloud, args: Args, mark: Mark, options: CallOptions): Promise<Started>;
  /** What to do about a refusal, where the cloud's own table would speak of arguments that are not this resource's. */
  hintFor?(refusal: Refusal): string | undefined;
  /** What a usable image lacks of what the arguments ask for. */
  incomplete?(image: Image, args: Partial<Args>): CloudError | undefined;
  /** Why it lacks that, in the words of the cloud's job; "" or undefined where that says nothing. */
  whyIncomplete?(
    cloud: Cloud,
    started: { readonly jobId?: string | undefined },
    args: Partial<Args>,
    options: CallOptions,
  ): Promise<string | undefined>;
  /** An argument that replaces was changed to what the image has already. */
  keeps?(field: string, args: Partial<Args>, outputs: Readonly<Record<string, unknown>>): boolean;
  /** Outputs that the image itself shows, beside `imageId`. Default: everything that an image has. */
  outputsOf?(image: Image): Readonly<Record<string, unknown>>;
  /** Outputs that the arguments tell. */
  facts?(args: Args): Readonly<Record<string, unknown>>;
  /** Outputs of other names that tell the value of an argument: secret when it is. */
  readonly telling?: Readonly<Record<string, readonly string[]>>;
  /** The cloud makes no second image from the source while the first one exists: a replacement deletes first. */
  deletesFirst?(before: Partial<Args>, after: Partial<Args>): boolean;
  /** What a delete takes along. */
  deletion?(args: Partial<Args>): Deletion;
  /** What follows the delete, where the arguments ask for it, also when the image is gone already. Repeating it is harmless. */
  purge?(
    args: Partial<Args>,
  ): ((cloud: Cloud, imageId: string, options: CallOptions) => Promise<void>) | undefined;
  /** One read after the delete: what still exists although it was to go along, in words. */
  leftBehind?(
    cloud: Cloud,
    image: Image,
    args: Partial<Args>,
    options: CallOptions,
  ): Promise<string | undefined>;
}
