import { z } from "zod";
import { CloudError } from "../../http/errors";
import { tagsRule as tags } from "../../resources/arguments/sharedFields";
import { flag, formed, messageOf, whole } from "../../resources/arguments/types";
import { choicesAt, type Place, whyStray } from "../../resources/misspelt/whyStray";
import type { GetImageArgs, GetImagesArgs } from "./lookupArgs";

const word = formed("a text that is not empty", (value) => value !== "");
const origins =
  "must be one of { volumeId }, { instanceId }, { backupId }, { bucket, object }, { snapshotUuid }";
const fields = {
  name: word.optional().describe("The exact name."),
  namePattern: word
    .optional()
    .describe("A pattern that the name matches: `*` stands for any text, `?` for one character."),
  tags: tags
    .refine(hasNoEmptyKey, messageOf("tags whose keys are not empty"))
    .optional()
    .describe("Tags that the image has, all of them. On OpenStack and ZStack each is one tag `key=value`."),
  source: z
    .union([
      z.strictObject({ volumeId: word.describe("The id of a volume.") }),
      z.strictObject({ instanceId: word.describe("The id of a server.") }),
      z.strictObject({ backupId: word.describe("The id of a CSBS or CBR backup.") }),
      z.strictObject({
        bucket: word.describe("The bucket of an image file."),
        object: word.describe("The key of an image file in its bucket."),
      }),
      z.strictObject({ snapshotUuid: word.describe("The uuid of a volume snapshot, on ZStack.") }),
    ])
    .optional()
    .describe(
      "What the image was created from, one of `{ volumeId }`, `{ instanceId }`, `{ backupId }`, `{ bucket, object }`, `{ snapshotUuid }`. Open Telekom Cloud and Huawei Cloud report it, and ZStack does for snapshots; OpenStack does not.",
    ),
  cloud: word.optional().describe("The cloud to search: an entry of clouds.yaml."),
};
/** The arguments of `getImages`. */
export const severalImagesSchema = z.strictObject({
  ...fields,
  limit: whole("images", 1)
    .optional()
    .describe("The most images to return, a whole number from 1 on; the newest come first."),
});
/** The arguments of `getImage`. */
export const oneImageSchema = z.strictObject({
  ...fields,
  imageId: word
    .optional()
    .describe(
      "Id of any image that the project can see, even a public or hidden one. Only `cloud` may be given with it.",
    ),
  newest: flag
    .optional()
    .describe(
      "If several images meet the conditions, take the one that was created last. Otherwise several are an error.",
    ),
});

/** Throws if an argument is wrong. */
export function checkGetImagesArgs(args: GetImagesArgs): void {
  refuse("getImages", args, severalImagesSchema.safeParse(args));
}

/** Throws if an argument is wrong, and if the arguments do not say which image is meant. */
export function checkGetImageArgs(args: GetImageArgs): void {
  refuse("getImage", args, oneImageSchema.safeParse(args));
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

const shapes = { getImage: oneImageSchema.shape, getImages: severalImagesSchema.shape };

function refuse(
  of: keyof typeof shapes,
  { source }: GetImagesArgs,
  parsed: { error?: z.ZodError | undefined },
): void {
  const issues = parsed.error?.issues ?? [];
  if (issues.length === 0) return;
  const place = { of, shapes };
  const told = issues.map((issue) =>
    // Of a union, zod may complain about a single member.
    issue.path[0] === "source" ? [...strayIn(source, place), `source: ${origins}`] : wordsOf(issue, place),
  );
  throw invalid(told.flat().join("; "));
}

function wordsOf(issue: z.core.$ZodIssue, place: Place): string[] {
  if (issue.code !== "unrecognized_keys") return [`${issue.path.map(String).join(".")}: ${issue.message}`];
  const words = issue.keys.map((key) => `${key}: ${whyStray(key, place)}`);
  return [...words.slice(0, -1), `${words.at(-1)} (${choicesAt(place)})`];
}

const originNames = fields.source.unwrap().options.flatMap(({ shape }) => Object.keys(shape));

/** What is misspelt in a source. */
function strayIn(source: unknown, place: Place): string[] {
  const given = typeof source === "object" && source !== null ? Object.keys(source) : [];
  const stray = given.filter((key) => !originNames.includes(key));
  return stray.map((key) => `source.${key}: ${whyStray(key, { ...place, within: "source" })}`);
}

function invalid(what: string): CloudError {
  return new CloudError(what, { outcome: "not-sent" });
}
