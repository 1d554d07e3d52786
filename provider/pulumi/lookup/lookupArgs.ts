import type { Input } from "@pulumi/pulumi";
import { z } from "zod";
import { CloudError } from "../../http/errors";
import { tagsRule as tags } from "../../resources/arguments/sharedFields";
import { flag, formed, messageOf, whole } from "../../resources/arguments/types";

/** Which images to find: those that meet all of these conditions. Only images of the project itself are found. */
export interface GetImagesArgs {
  /** The exact name. */
  name?: string;
  /** A pattern that the name matches: `*` stands for any text, `?` for one character. */
  namePattern?: string;
  /** Tags that the image has, all of them. On OpenStack and ZStack each is one tag `key=value`. */
  tags?: Record<string, string>;
  /**
   * What the image was created from. Open Telekom Cloud and Huawei Cloud report it, and ZStack does for snapshots;
   * OpenStack does not.
   */
  source?: ImageOrigin;
  /**
   * The most images to return; the newest come first.
   * @default all
   */
  limit?: number;
  /**
   * The cloud to search: an entry of clouds.yaml.
   * @default `cloudimages:cloud`, else OS_CLOUD, else the cloud that environment variables describe
   */
  cloud?: string;
}

/** What an image was created from. */
export type ImageOrigin =
  | { volumeId: string }
  | { instanceId: string }
  /** The id of a CSBS or CBR backup. */
  | { backupId: string }
  | { bucket: string; object: string }
  /** The uuid of a volume snapshot, on ZStack. */
  | { snapshotUuid: string };

/** Which image to find: by its id, or by the conditions of `GetImagesArgs`. */
export interface GetImageArgs extends Omit<GetImagesArgs, "limit"> {
  /** Id of any image that the project can see, even a public or hidden one. Only `cloud` may be given with it. */
  imageId?: string;
  /**
   * If several images meet the conditions, take the one that was created last. Otherwise several are an error.
   * @default false
   */
  newest?: boolean;
}

/**
 * Arguments in which any value may be an output. Each member of a union is an input of its own, so that fields of two
 * members do not mix.
 */
export type Inputs<Args> = Args extends object ? { [Field in keyof Args]: Input<Inputs<Args[Field]>> } : Args;

const word = formed("a text that is not empty", (value) => value !== "");
const origins = "one of { volumeId }, { instanceId }, { backupId }, { bucket, object }, { snapshotUuid }";
const fields = {
  name: word.optional(),
  namePattern: word.optional(),
  tags: tags.refine(hasNoEmptyKey, messageOf("tags whose keys are not empty")).optional(),
  source: z
    .union([
      z.strictObject({ volumeId: word }),
      z.strictObject({ instanceId: word }),
      z.strictObject({ backupId: word }),
      z.strictObject({ bucket: word, object: word }),
      z.strictObject({ snapshotUuid: word }),
    ])
    .optional(),
  cloud: word.optional(),
};
const SeveralImages = z.strictObject({ ...fields, limit: whole("images", 1).optional() });
const OneImage = z.strictObject({ ...fields, imageId: word.optional(), newest: flag.optional() });

/** Throws if an argument is wrong. */
export function checkGetImagesArgs(args: GetImagesArgs): void {
  refuse(SeveralImages.safeParse(args));
}

/** Throws if an argument is wrong, and if the arguments do not say which image is meant. */
export function checkGetImageArgs(args: GetImageArgs): void {
  refuse(OneImage.safeParse(args));
  const { imageId, cloud: _, newest, ...wanted } = args;
  // An empty record of tags is no condition: every image meets it.
  const criteria = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && !(field === "tags" && Object.keys(value).length === 0),
  );
  if (imageId !== undefined && (criteria.length > 0 || newest !== undefined)) {
    throw invalid("imageId: an id needs no other argument than cloud");
  }
  if (imageId === undefined && criteria.length === 0) {
    throw invalid("say which image: imageId, name, namePattern, tags or source");
  }
}

function hasNoEmptyKey(of: Readonly<Record<string, string>>): boolean {
  return !Object.hasOwn(of, "");
}

function refuse(parsed: { error?: z.ZodError | undefined }): void {
  const issues = parsed.error?.issues ?? [];
  if (issues.length === 0) return;
  throw invalid(
    issues
      .map((issue) => {
        if (issue.path[0] === "source") return `source: ${origins}`; // for a union, zod may complain about a single member
        if (issue.code === "unrecognized_keys") return `${issue.keys.join(", ")}: there is no such argument`;
        return `${issue.path.map(String).join(".")}: ${issue.message}`;
      })
      .join("; "),
  );
}

function invalid(what: string): CloudError {
  return new CloudError(what, { outcome: "not-sent" });
}
