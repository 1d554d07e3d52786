import type { z } from "zod";
import type { Actions } from "../clouds/actions";
import type { Cloud, Deletion, Tag } from "../clouds/cloud";
import type { Image, ImageChange } from "../clouds/image";
import type { Profile } from "../clouds/settings";
import type { CallOptions } from "../http/call";
import type { CloudError } from "../http/errors";
import type { Making } from "../polling/steps";
import type { Table } from "./arguments/table";
import type { Issue } from "./issues";
import type { Finding } from "./preflight/finding";

/** The arguments of every image resource. */
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

/** The source of an image: it must be free before the create, and the cloud locks it while the create runs. */
export interface Source<Args> {
  /** Creates with the same key queue up. */
  key(args: Args): string;
  /** Reads its state once. Absent where the cloud does not show whether it is in use: then the create itself finds out. */
  read?(cloud: Cloud, args: Args, options: CallOptions): Promise<SourceState>;
  /** What to do after a wait for it, or for an image made from it, has timed out. */
  wayOut?(args: Args, profile: Profile): string | undefined;
  /** The cloud's own message about a create from it that failed since then (milliseconds since the epoch). */
  note?(cloud: Cloud, args: Args, since: number, options: CallOptions): Promise<string | undefined>;
}

export type SourceState =
  /** Something else uses it, which will end by itself. */
  | {
      readonly state: "busy";
      readonly step: string;
      /** An image is being made from it right now. */
      readonly making: boolean;
      readonly facts: Readonly<Record<string, unknown>>;
    }
  /** A create can start. The facts go into the outputs. */
  | { readonly state: "free"; readonly facts: Readonly<Record<string, unknown>> }
  /** A create would be refused, however long we wait. */
  | { readonly state: "unusable"; readonly error: Error; readonly facts: Readonly<Record<string, unknown>> };

/** What a create writes on its image, so that we recognize it before the take-over (docs/safety.md#marks). */
export interface Mark {
  /** Used instead of the user's name if the call takes no tags. */
  readonly temporaryName: string;
  /** Added to the user's tags if the call takes tags. */
  readonly tag: Tag;
  /** Set if the caller chooses the uuids, which make a repeated create idempotent. */
  readonly uuids?: { readonly image: string; readonly job: string };
}

/** What the cloud answers to a create: the image, or the job that makes it, or both. */
export type Started =
  | { readonly imageId: string }
  | { readonly jobId: string }
  | {
      readonly imageId: string;
      readonly jobId: string;
      /** The cloud has received this create before, and started nothing new. */
      readonly repeated: boolean;
    };

/** What the cloud said about a call that it refused, or about a job that failed. */
export interface Refusal {
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
}

/** Reads from an existing image the arguments that it could have been made with, for its import. */
export interface Existing<Args> {
  /** Replacing arguments that are not given, as far as the cloud shows them. Throws for an image of another kind. */
  argsFrom(
    cloud: Cloud,
    image: Image,
    given: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<Partial<Args>>;
  /** The argument that names the source. */
  readonly sourceField: string;
  /** The form in which people write the source, in words. */
  readonly sourceForm: string;
  /** Parses a source in that form; undefined if it has another form. */
  sourceFrom(text: string): Partial<Args> | undefined;
  /** Writes the source in that form. */
  sourceText(args: Args): string;
}

/** What a new image inherits from its source: the arguments declared `fromSource`. */
export interface Inherited<Args> {
  /** What a new image would inherit now; attributes that can no longer be found out are absent. */
  read(cloud: Cloud, args: Args, options: CallOptions): Promise<ImageChange>;
}

/** A permission that a user needs, in words and as the cloud's actions. */
export interface Right {
  /** Such as `export volumes`. */
  readonly what: string;
  readonly actions: readonly (keyof Actions)[];
}

/** The description of a resource: its arguments, its rules, the one call that creates. The lifecycle runs it. */
export interface ImageResource<Args extends CommonArgs = CommonArgs>
  extends Omit<Table, "schema" | "defaults"> {
  readonly type: string;
  readonly schema: z.ZodType<Args>;
  /** What a create sends for replacing arguments that are not given: a program that spells one out changes nothing. */
  defaults(profile: Profile): Readonly<Partial<Args>>;
  /** Rules between arguments, and rules of a cloud. Arguments that are unknown in a preview are absent. */
  rules(args: Partial<Args>, profile: Profile | undefined): Issue[];
  readonly source: Source<Args>;
  /** Checks that need calls: what the cloud would refuse, and what people should know before a create. */
  preflight(cloud: Cloud, args: Args, options: CallOptions): Promise<readonly Finding[]>;
  readonly existing: Existing<Args>;
  /** Which part of the mark the create call carries. */
  readonly mark: "name" | "tag" | "uuid";
  /** Whether an image was made from the source of these arguments, as far as its cloud shows. */
  isFrom(image: Image, args: Args): boolean;
  /** For marks by tag: whether an image whose tags are not shown yet may have been made from these arguments. */
  mayBeFrom?(image: Image, args: Args): boolean;
  /** What a new image inherits from its source unless the program sets it. */
  readonly inherited?: Inherited<Args>;
  /** What is said to be going on while the cloud makes its images. */
  readonly making: Making;
  /** The permission that a create needs. */
  readonly right: Right;
  /** The one call that creates. */
  start(cloud: Cloud, args: Args, mark: Mark, options: CallOptions): Promise<Started>;
  /** A hint about a refusal, if that of the cloud's table would name arguments that this resource does not have. */
  hintFor?(refusal: Refusal): string | undefined;
  /** The error for a usable image that lacks something that the arguments ask for. */
  incomplete?(image: Image, args: Partial<Args>): CloudError | undefined;
  /** Why it lacks that, in the words of the cloud's job; "" or undefined if the job says nothing. */
  whyIncomplete?(
    cloud: Cloud,
    started: { readonly jobId?: string | undefined },
    args: Partial<Args>,
    options: CallOptions,
  ): Promise<string | undefined>;
  /** Whether a replacing argument was changed to what the image already has, so that no replacement is needed. */
  alreadyHas?(field: string, args: Partial<Args>, outputs: Readonly<Record<string, unknown>>): boolean;
  /** The outputs that are read from the image, besides `imageId`. Default: all that an image has. */
  outputsOf?(image: Image): Readonly<Record<string, unknown>>;
  /** The outputs that are copied from the arguments. */
  facts?(args: Args): Readonly<Record<string, unknown>>;
  /** Outputs with other names that reveal the value of an argument: they are secret if it is. */
  readonly revealingOutputs?: Readonly<Record<string, readonly string[]>>;
  /** Whether a replacement must delete first, because the cloud makes no second image from the source while the first exists. */
  deletesFirst?(before: Partial<Args>, after: Partial<Args>): boolean;
  /** The options of a delete. */
  deletion?(args: Partial<Args>): Deletion;
  /** The call after a delete if the arguments ask for one, also if the image is already gone. Repeating it is harmless. */
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
