import { z } from "zod";
import type { Profile } from "../clouds/settings";
import { ConflictError, NotFoundError } from "../http/errors";
import { flag, oneOf, text, whole } from "./argumentTypes";
import { existingVolumeImage } from "./existing/volumeImage";
import {
  cloud,
  description,
  enterpriseProjectId,
  maxRamMiB,
  minRamMiB,
  name,
  osType,
  tags,
  timeouts,
  triggers,
  uuid,
} from "./fields";
import { glanceIssues } from "./glanceIssues";
import { inheritedFromVolume } from "./inheritedFromVolume";
import { ImageOutputs } from "./outputs";
import { lookAround } from "./preflight/look";
import { lookAtPublishing } from "./preflight/publishing";
import { lookAtQuota } from "./preflight/quota";
import { lookAtVolume } from "./preflight/volume";
import { volumeImageHint } from "./refusals";
import type { FieldKind, ImageResource } from "./resource";
import {
  descriptionIssues,
  enterpriseProjectOwners,
  foreignIssues,
  type Issue,
  isHuaweiFamily,
  nameIssues,
  profileIssues,
  ramIssues,
  tagIssues,
} from "./rules";
import { isPassing, setFree, wayOut } from "./volumeStates";

/**
 * An image exported from a volume by `os-volume_upload_image`: EVS of Open Telekom Cloud and Huawei Cloud
 * (evs_04_2086, API version 2), Cinder of any OpenStack (Block Storage API v3).
 */
export const VolumeImageSchema = z.strictObject({
  name,
  volumeId: uuid.describe("The volume to export. Replaces"),
  force: flag
    .optional()
    .describe(
      "Export although the volume is in use; what its server has not written yet is missing. Default false. Replaces",
    ),
  containerFormat: text
    .optional()
    .describe(
      "`ami`, `ari`, `aki`, `ovf` or `bare`; OpenStack: also `ova`, `docker`, `compressed`. Default `bare`. Replaces",
    ),
  diskFormat: text
    .optional()
    .describe(
      "OTC, Huawei Cloud: `vhd`, `zvhd`, `zvhd2`, `raw`, `qcow2`, default `zvhd2`. OpenStack: `raw`, `vmdk`, `vdi`, `qcow2`, `vhd`, `vhdx`, `ploop`, default `raw`. Replaces",
    ),
  osType: osType
    .optional()
    .describe(
      "Operating system, also written `Linux`, `Windows`. OTC, Huawei Cloud: default `linux`, obeyed only for a volume that is available and does not say itself; replaces. OpenStack: default as the volume's image metadata has it",
    ),
  description: description.optional(),
  tags: tags.optional(),
  minRamMiB: minRamMiB.optional(),
  maxRamMiB: maxRamMiB.optional(),
  minDiskGiB: whole("GiB", 0)
    .optional()
    .describe("Least disk of a server made from it, in GiB. OpenStack only"),
  firmwareType: oneOf("bios", "uefi")
    .optional()
    .describe(
      "Firmware that a server boots with. Default `bios`; OpenStack: as the volume's image metadata has it",
    ),
  vifMultiqueue: flag
    .optional()
    .describe(
      "Several queues for each network card. Default false; OpenStack: as the volume's image metadata has it",
    ),
  enterpriseProjectId: enterpriseProjectId.optional(),
  visibility: oneOf("private", "shared", "community", "public")
    .optional()
    .describe("Who sees the image. Default `private`. OpenStack only"),
  protected: flag
    .optional()
    .describe("An image that is protected cannot be deleted. Default false. OpenStack only"),
  hidden: flag
    .optional()
    .describe("Lists of images leave it out unless asked for hidden ones. Default false. OpenStack only"),
  triggers: triggers.optional(),
  cloud: cloud.optional(),
  timeouts: timeouts.optional(),
});

/** What an export adds to the outputs of every image: the volume as it was then. */
export const VolumeImageOutputs = ImageOutputs.extend({
  volumeId: z.string().describe("The volume it was made from"),
  volumeType: z.string().describe("The volume's type"),
  volumeSizeGiB: z.number().describe("The volume's size, in GiB"),
  volumeAvailabilityZone: z.string().describe("The volume's availability zone"),
  volumeDescription: z.string().optional().describe("The volume's description"),
  hidden: z.boolean().optional().describe("OpenStack: whether lists of images leave it out"),
});

export type VolumeImageInputs = z.output<typeof VolumeImageSchema>;

const huaweiFamily = ["otc", "otc-swiss", "huaweicloud"] as const;

const owners = {
  maxRamMiB: huaweiFamily,
  ...enterpriseProjectOwners,
  minDiskGiB: ["openstack"],
  visibility: ["openstack"],
  protected: ["openstack"],
  hidden: ["openstack"],
} as const;

/** evs_04_2086 for the public clouds; cinder/api/schemas/volume_actions.py and Glance's formats for OpenStack. */
const formats = {
  huawei: { disk: ["vhd", "zvhd", "zvhd2", "raw", "qcow2"], container: ["ami", "ari", "aki", "ovf", "bare"] },
  openstack: {
    disk: ["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"],
    container: ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"],
  },
} as const;

export const volumeImage: ImageResource<VolumeImageInputs> = {
  type: "VolumeImage",
  schema: VolumeImageSchema,

  rules: (args, profile) => [
    ...exportIssues(profile),
    ...nameIssues(args.name, profile),
    ...descriptionIssues(args.description, profile),
    ...tagIssues(args.tags, profile),
    ...foreignIssues(args, profile, owners),
    ...(profile === undefined ? [] : formatIssues(args, isHuaweiFamily(profile) ? "huawei" : "openstack")),
    ...ramIssues(args),
    ...glanceIssues(args, profile),
  ],

  kinds: (profile): Readonly<Record<string, FieldKind>> => ({
    name: "update",
    volumeId: "replace",
    force: "replace",
    containerFormat: "replace",
    diskFormat: "replace",
    osType: isHuaweiFamily(profile) ? "replace" : "update", // IMS patches no __os_type (api-huawei-otc §3.1)
    description: "update",
    tags: "update",
    minRamMiB: "update",
    maxRamMiB: "update",
    minDiskGiB: "update",
    firmwareType: "update",
    vifMultiqueue: "update",
    enterpriseProjectId: "update",
    visibility: "update",
    protected: "update",
    hidden: "update",
    triggers: "replace",
    cloud: "local",
    timeouts: "local",
  }),

  defaults: (profile) => ({
    force: false,
    ...(isHuaweiFamily(profile) ? huaweiDefaults : openstackDefaults),
  }),

  source: {
    key: (args) => `volume ${args.volumeId}`,
    async look(connected, args, options) {
      const volume = await connected.showVolume(args.volumeId, options);
      if (volume === undefined) {
        return {
          state: "unusable",
          error: noVolume(args.volumeId, connected.name),
          facts: { volumeId: args.volumeId },
        };
      }
      const facts = {
        volumeId: volume.id,
        volumeType: volume.type,
        volumeSizeGiB: volume.sizeGiB,
        volumeAvailabilityZone: volume.availabilityZone,
        volumeDescription: volume.description,
      };
      if (isPassing(volume.status)) {
        const making = volume.status === "uploading";
        return { state: "busy", step: `volume ${volume.status}`, making, facts };
      }
      if (volume.status !== "available" && !(volume.status === "in-use" && args.force === true)) {
        return { state: "unusable", error: notExportable(args.volumeId, volume.status), facts };
      }
      return { state: "free", facts };
    },
    wayOut: ({ volumeId }, profile) => (profile === "openstack" ? setFree(volumeId) : undefined),
    note: async (connected, args, since, options) => connected.failureNote?.(args.volumeId, since, options),
  },

  preflight: (connected, args, options) =>
    lookAround(
      [lookAtVolume(connected, args), ...lookAtQuota(connected), ...lookAtPublishing(connected, args)],
      connected.clock,
      options,
    ),

  telling: { volumeId: ["dataOrigin"] },

  isFrom: ({ dataOrigin }, { volumeId }) => dataOrigin === `volume,${volumeId}`,

  existing: existingVolumeImage,

  mark: "name",

  hintFor: volumeImageHint,

  inherited: inheritedFromVolume,

  // Cinder makes the image with the user's own token, so Glance asks for rights, too (volume/api.py, copy_volume_to_image).
  right: { what: "export volumes", by: ["exportVolume", "addImage", "fillImage"] },

  start: (connected, args, { temporaryName }, options) =>
    connected.exportVolume(
      {
        volumeId: args.volumeId,
        imageName: temporaryName,
        force: args.force ?? false,
        containerFormat: args.containerFormat,
        diskFormat: args.diskFormat,
        osType: args.osType,
      },
      options,
    ),
};

/** The pages disagree on the public clouds' default format, so it is always sent (api-huawei-otc §11 no. 1). */
const huaweiDefaults = { containerFormat: "bare", diskFormat: "zvhd2", osType: "linux" } as const;
/** cinder/api/schemas/volume_actions.py */
const openstackDefaults = { containerFormat: "bare", diskFormat: "raw" } as const;

function noVolume(id: string, cloudName: string): NotFoundError {
  const hint = "check the id, and that the cloud, region and project are the volume's";
  return new NotFoundError(`cloud "${cloudName}" has no volume ${id}`, { outcome: "rejected", hint });
}

function notExportable(id: string, status: string): ConflictError {
  return new ConflictError(`volume ${id} cannot be exported while it is ${status}`, {
    outcome: "rejected",
    hint: wayOut(status),
  });
}

/** In ZStack a volume becomes an image by way of a snapshot. */
function exportIssues(profile: Profile | undefined): Issue[] {
  return profileIssues("exports of volumes", profile, [...huaweiFamily, "openstack"]).map((issue) => ({
    ...issue,
    reason: `${issue.reason}; there, make a snapshot of the volume and use a DataVolumeTemplate`,
  }));
}

function formatIssues(args: Partial<VolumeImageInputs>, family: keyof typeof formats): Issue[] {
  const allowed = formats[family];
  const where = family === "huawei" ? "this cloud" : "OpenStack";
  const issues: Issue[] = [];
  const check = (property: "diskFormat" | "containerFormat", known: readonly string[]) => {
    const value = args[property];
    if (value === undefined || known.includes(value)) return;
    issues.push({ property, reason: `one of ${known.join(", ")} on ${where}; got ${JSON.stringify(value)}` });
  };
  check("diskFormat", allowed.disk);
  check("containerFormat", allowed.container);
  return issues;
}
