import { z } from "zod";
import { CloudError } from "../../http/errors";
import { tagsRule as tags } from "../../resources/arguments/severalResources";
import { flag, formed, says, whole } from "../../resources/arguments/types";

/** What images are looked for by; all that is given holds. Only the project's own images are found. */
export interface GetImagesArgs {
  /** Exactly this name. */
  name?: string;
  /** `*` stands for any text, `?` for one character. */
  namePattern?: string;
  /** The image has all of them. On OpenStack and ZStack each is one tag `key=value`. */
  tags?: Record<string, string>;
  /** What it was made from. Open Telekom Cloud, Huawei Cloud and, for snapshots, ZStack tell; OpenStack does not. */
  source?: ImageOrigin;
  /** At most so many, the newest. Default: all. */
  limit?: number;
  /** An entry of clouds.yaml. Default: `cloudimages:cloud`, then OS_CLOUD, then the environment's variables. */
  cloud?: string;
}

export type ImageOrigin =
  | { volumeId: string }
  | { instanceId: string }
  /** A CSBS or CBR backup. */
  | { backupId: string }
  | { bucket: string; object: string }
  /** On ZStack. */
  | { snapshotUuid: string };

/** One image: by its id, or like `GetImagesArgs`. */
export interface GetImageArgs extends Omit<GetImagesArgs, "limit"> {
  /** Any image that the project can see, public and hidden ones included. Nothing but `cloud` goes with it. */
  imageId?: string;
  /** Of several the newest, by the time of creation. Default false: several are an error. */
  newest?: boolean;
}

const word = formed("a text that is not empty", (value) => value !== "");
const origins = "one of { volumeId }, { instanceId }, { backupId }, { bucket, object }, { snapshotUuid }";
const fields = {
  name: word.optional(),
  namePattern: word.optional(),
  tags: tags.refine(hasNoEmptyKey, says("tags whose keys are not empty")).optional(),
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
const Many = z.strictObject({ ...fields, limit: whole("images", 1).optional() });
const One = z.strictObject({ ...fields, imageId: word.optional(), newest: flag.optional() });

/** Throws for arguments that are wrong, or that leave out what is looked for. */
export function checkMany(args: GetImagesArgs): void {
  refuse(Many.safeParse(args));
}

export function checkOne(args: GetImageArgs): void {
  refuse(One.safeParse(args));
  const { imageId, cloud: _, newest, ...wanted } = args;
  // Empty tags choose nothing: any image has all of them.
  const by = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && !(field === "tags" && Object.keys(value).length === 0),
  );
  if (imageId !== undefined && (by.length > 0 || newest !== undefined)) {
    throw wrong("imageId: an id needs no other argument than cloud");
  }
  if (imageId === undefined && by.length === 0) {
    throw wrong("say which image: imageId, name, namePattern, tags or source");
  }
}

function hasNoEmptyKey(of: Readonly<Record<string, string>>): boolean {
  return !Object.hasOwn(of, "");
}

function refuse(parsed: { error?: z.ZodError | undefined }): void {
  const issues = parsed.error?.issues ?? [];
  if (issues.length === 0) return;
  throw wrong(
    issues
      .map((issue) => {
        if (issue.path[0] === "source") return `source: ${origins}`; // of a union zod may tell what one member lacks
        if (issue.code === "unrecognized_keys") return `${issue.keys.join(", ")}: there is no such argument`;
        return `${issue.path.map(String).join(".")}: ${issue.message}`;
      })
      .join("; "),
  );
}

function wrong(what: string): CloudError {
  return new CloudError(what, { outcome: "not-sent" });
}
