import { z } from "zod";
import type { Image } from "../clouds/image";
import { ConflictError } from "../http/errors";
import { steps } from "../polling/steps";
import { dataVolumeTemplateTable } from "./arguments/dataVolumeTemplate";
import { existingDataVolumeTemplate } from "./existing/dataVolumeTemplate";
import { type Issue, OUR_TAG, profileIssues } from "./issues";
import { probeAll } from "./preflight/probe";
import { sharedTemplates } from "./preflight/sharedProbes";
import { probeTemplateSource } from "./preflight/template";
import type { ImageResource } from "./resource";
import { templatesOf } from "./templatesOf";

/**
 * A template of data volumes, made from a volume snapshot
 * (`POST /v1/images/data-volume-templates/from/volume-snapshots/{snapshotUuid}`).
 */
export const DataVolumeTemplateSchema = dataVolumeTemplateTable.schema;

/** The names are the API's, with units added. */
export const DataVolumeTemplateOutputs = z.object({
  imageId: z
    .string()
    .describe("The template's uuid, for other resources. Use this, never `id`, which may be the id of a job"),
  uuid: z.string().describe("The template's uuid by ZStack's word: the same as `imageId`"),
  name: z.string().describe("Name of the template"),
  description: z.string().describe("Description of the template; empty where it has none"),
  state: z.string().describe("Whether volumes can be made from it: `Enabled` or `Disabled`"),
  status: z.string().describe("State of the template in ZStack's own word: `Ready` once it can be used"),
  sizeBytes: z.number().optional().describe("Size of a volume made from it, in bytes"),
  actualSizeBytes: z.number().optional().describe("Size of its data, in bytes"),
  md5Sum: z
    .string()
    .optional()
    .describe("MD5 of the data, where ZStack has one: for templates of snapshots it has none"),
  format: z.string().describe("Format of the data, `qcow2` or `raw`: that of the snapshot"),
  platform: z
    .string()
    .optional()
    .describe("Platform, `Linux` or `Windows`, where ZStack has one: for templates of snapshots it has none"),
  guestOsType: z.string().optional().describe("Guest operating system, where ZStack has one"),
  system: z.boolean().optional().describe("Whether ZStack has it as one of its own"),
  mediaType: z.string().describe("Kind of image by ZStack's word: always `DataVolumeTemplate`"),
  url: z.string().describe("What it was made from, as ZStack writes it, such as `volumeSnapshot://<uuid>`"),
  backupStorageRefs: z
    .array(
      z.object({
        backupStorageUuid: z.string().describe("Uuid of the backup storage."),
        status: z.string().describe("ZStack's word for the state of this copy: `Ready` once it can be used."),
        installPath: z.string().describe("Where the copy lies on the backup storage."),
        exportUrl: z
          .string()
          .optional()
          .describe(
            "Address of the exported copy; undefined until somebody exports it. User, password and query are left out: they may be secret.",
          ),
        exportMd5Sum: z
          .string()
          .optional()
          .describe("MD5 of the exported copy; undefined until somebody exports it."),
        createDate: z
          .string()
          .optional()
          .describe("When the copy was created, as ZStack writes it: in its server's time zone."),
        lastOpDate: z
          .string()
          .optional()
          .describe("When the copy last changed, as ZStack writes it: in its server's time zone."),
      }),
    )
    .describe(
      "Its copies, one on each backup storage. `exportUrl` and `exportMd5Sum` are there once somebody has had a copy exported; the address is without user, password and query, which may be secret",
    ),
  userTags: z.array(z.string()).describe("Your user tags, without ours"),
  createDate: z.string().describe("When it was created, as ZStack writes it: in its server's time zone"),
  lastOpDate: z.string().describe("When it last changed, as ZStack writes it: in its server's time zone"),
  snapshotUuid: z.string().describe("The volume snapshot it was made from: its uuid"),
  jobId: z.string().optional().describe("The job that made it, by its id"),
  endpoint: z.string().describe("Address of the management node"),
});

export type DataVolumeTemplateInputs = z.output<typeof DataVolumeTemplateSchema>;

export const dataVolumeTemplate: ImageResource<DataVolumeTemplateInputs> = {
  type: "DataVolumeTemplate",
  ...dataVolumeTemplateTable,

  rules: (args, profile) => [
    ...profileIssues("data volume templates", profile, dataVolumeTemplateTable.clouds),
    ...textIssues("name", args.name, 255),
    ...textIssues("description", args.description, 2048),
    ...twiceIssues("backupStorageUuids", args.backupStorageUuids),
    ...twiceIssues("userTags", args.userTags),
    ...ourTagIssues(args.userTags),
  ],

  // ZStack itself queues the templates of a volume (docs/vendors/zstack.md#creating-a-template).
  source: { key: ({ snapshotUuid }) => `volume snapshot ${snapshotUuid}` },

  revealingOutputs: { snapshotUuid: ["url"], backupStorageUuids: ["backupStorageRefs"] },

  isFrom: ({ template }, { snapshotUuid }) => template?.url === `volumeSnapshot://${snapshotUuid}`,

  existing: existingDataVolumeTemplate,

  mark: "uuid",

  making: steps.exporting,
  right: { what: "make templates of volume snapshots", actions: ["makeTemplate"] },

  preflight: (connected, args, options) =>
    probeAll(
      probeTemplateSource(sharedTemplates(connected, templatesOf(connected)), args),
      connected,
      options,
    ),

  async start(connected, args, { tag, uuids }, options) {
    if (uuids === undefined) throw new Error("a template has a uuid before it is made");
    const { name, description, snapshotUuid, backupStorageUuids, tagUuids, systemTags, userTags = [] } = args;
    const ourTag = `${tag.key}=${tag.value}`;
    const request = {
      name,
      description,
      snapshotUuid,
      backupStorageUuids,
      tagUuids,
      systemTags,
      userTags: [...userTags, ourTag],
    };
    const answer = await templatesOf(connected).create(
      request,
      { imageUuid: uuids.image, jobUuid: uuids.job },
      options,
    );
    return { imageId: uuids.image, jobId: uuids.job, repeated: answer === "duplicate" };
  },

  /** The only certain sign of a failed copy is that it is missing (docs/vendors/zstack.md#creating-a-template). */
  incomplete(image, { backupStorageUuids = [] }) {
    const missing = backupStorageUuids.filter((uuid) => !copiesOf(image).includes(uuid));
    return missing.length === 0
      ? undefined
      : new ConflictError(`it has no copy on backup storage ${missing.join(", ")}`, {
          outcome: "rejected",
          hint: "ZStack cannot add a copy to a template. Mend that storage and make the template anew (`pulumi up --replace <urn>`), or take the storage out of `backupStorageUuids`: the template then stays as it is",
        });
  },

  async whyIncomplete(connected, { jobId }, { backupStorageUuids = [] }, options) {
    if (jobId === undefined) return undefined;
    const failed = await templatesOf(connected).failedCopies(jobId, options);
    const ourTag = failed.filter(({ backupStorageUuid }) => backupStorageUuids.includes(backupStorageUuid));
    return ourTag
      .map(({ backupStorageUuid, reason, code }) => {
        const about = code === undefined ? reason : `${reason} (${code})`;
        return `ZStack says of ${backupStorageUuid}: ${about}`;
      })
      .join("; ");
  },

  alreadyHas(field, { backupStorageUuids }, outputs) {
    if (field !== "backupStorageUuids" || backupStorageUuids === undefined) return false;
    const refs = outputs.backupStorageRefs;
    const has = Array.isArray(refs) ? refs.map((ref) => String(ref.backupStorageUuid)) : [];
    return sameSet(backupStorageUuids, has);
  },

  outputsOf: ({
    id,
    name,
    description,
    status,
    sizeBytes,
    checksum,
    diskFormat,
    createdAt,
    updatedAt,
    template,
  }) => ({
    uuid: id,
    name,
    description,
    status,
    sizeBytes,
    md5Sum: checksum,
    format: diskFormat,
    createDate: createdAt,
    lastOpDate: updatedAt,
    state: template?.state,
    actualSizeBytes: template?.actualSizeBytes,
    mediaType: template?.mediaType,
    url: template?.url,
    platform: template?.platform,
    guestOsType: template?.guestOsType,
    system: template?.system,
    backupStorageRefs: template?.backupStorages,
    userTags: template?.userTags,
  }),

  facts: ({ snapshotUuid }) => ({ snapshotUuid }),

  deletion: ({ deleteMode }) => ({ template: { deleteMode: deleteMode ?? "Permissive" } }),

  purge: ({ expunge }) =>
    expunge === true ? (connected, id, options) => templatesOf(connected).expunge(id, options) : undefined,
};

function copiesOf({ template }: Image): string[] {
  return (template?.backupStorages ?? [])
    .filter(({ status }) => status === "Ready")
    .map(({ backupStorageUuid }) => backupStorageUuid);
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

/** ZStack's limits of length: Java counts UTF-16 units, as JavaScript does (APICreateDataVolumeTemplateFromVolumeSnapshotMsg). */
function textIssues(property: "name" | "description", text: string | undefined, most: number): Issue[] {
  if (text === undefined) return [];
  if (property === "name" && text.trim() === "") return [{ property, reason: "a name is not empty" }];
  if (text !== text.trim() && property === "name") {
    return [{ property, reason: "ZStack takes blanks off both ends of a name: leave them out" }];
  }
  return text.length <= most
    ? []
    : [{ property, reason: `must have at most ${most} characters on ZStack; got ${text.length}` }];
}

/** With two tags of ours, the template could seem to belong to another resource. */
function ourTagIssues(userTags: readonly string[] | undefined): Issue[] {
  return (userTags ?? []).flatMap((tag, at) =>
    tag.startsWith(`${OUR_TAG}=`)
      ? [
          {
            property: `userTags.${at}`,
            reason: `a tag that begins with ${OUR_TAG}= is the one that marks the template as managed`,
          },
        ]
      : [],
  );
}

function twiceIssues(property: string, items: readonly string[] | undefined): Issue[] {
  const twice = (items ?? []).filter((item, at, all) => all.indexOf(item) !== at);
  return twice.length === 0 ? [] : [{ property, reason: `${twice[0]} is given twice` }];
}
