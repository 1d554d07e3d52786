import { z } from "zod";
import { traits } from "../clouds/profiles/traits";
import type { Profile } from "../clouds/settings";
import { ConflictError, NotFoundError } from "../http/errors";
import { steps } from "../polling/steps";
import { propertyOutputs } from "./arguments/table";
import { volumeImageTable } from "./arguments/volumeImage";
import { existingVolumeImage } from "./existing/volumeImage";
import { glanceIssues } from "./glanceIssues";
import { ImageOutputs } from "./imageOutputs";
import { inheritedFromVolume } from "./inheritedFromVolume";
import { descriptionIssues, type Issue, nameIssues, profileIssues, ramIssues, tagIssues } from "./issues";
import { probeAll } from "./preflight/probe";
import { probePublishing } from "./preflight/publishing";
import { probeQuota } from "./preflight/quota";
import { probeVolume } from "./preflight/volume";
import { volumeImageHint } from "./refusalHints";
import type { ImageResource } from "./resource";
import { isTransient, setFreeHint, wayOut } from "./volumeStates";

/**
 * An image exported from a volume by `os-volume_upload_image`: EVS of Open Telekom Cloud and Huawei Cloud
 * (evs_04_2086, API version 2), Cinder of any OpenStack (Block Storage API v3).
 */
export const VolumeImageSchema = volumeImageTable.schema;

/** An export adds the volume, as it was at the time, to the outputs of every image. */
export const VolumeImageOutputs = ImageOutputs.extend({
  ...propertyOutputs(volumeImageTable),
  volumeId: z.string().describe("The volume it was made from: its UUID"),
  volumeType: z.string().describe("The volume's type when the image was made, such as `SSD`"),
  volumeSizeGiB: z.number().describe("The volume's size when the image was made, in GiB"),
  volumeAvailabilityZone: z.string().describe("The volume's availability zone, such as `eu-de-01`"),
  volumeDescription: z.string().optional().describe("The volume's description when the image was made"),
  hidden: z.boolean().optional().describe("On OpenStack, whether lists of images leave it out"),
});

export type VolumeImageInputs = z.output<typeof VolumeImageSchema>;

export const volumeImage: ImageResource<VolumeImageInputs> = {
  type: "VolumeImage",
  ...volumeImageTable,

  rules: (args, profile) => [
    ...exportIssues(profile),
    ...nameIssues(args.name, profile),
    ...descriptionIssues(args.description, profile),
    ...tagIssues(args.tags, profile),
    ...volumeImageTable.declaredIssues(args, profile),
    ...ramIssues(args),
    ...glanceIssues(args, profile),
  ],

  source: {
    key: (args) => `volume ${args.volumeId}`,
    async read(connected, args, options) {
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
      if (isTransient(volume.status)) {
        const making = volume.status === "uploading";
        return { state: "busy", step: `volume ${volume.status}`, making, facts };
      }
      if (volume.status !== "available" && !(volume.status === "in-use" && args.force === true)) {
        return { state: "unusable", error: notExportable(args.volumeId, volume.status), facts };
      }
      return { state: "free", facts };
    },
    wayOut: ({ volumeId }, profile) => (traits[profile].exportsByCinder ? setFreeHint(volumeId) : undefined),
    note: async (connected, args, since, options) => connected.failureNote?.(args.volumeId, since, options),
  },

  preflight: (connected, args, options) =>
    probeAll(
      [probeVolume(connected, args), ...probeQuota(connected), ...probePublishing(connected, args)],
      connected,
      options,
    ),

  revealingOutputs: { volumeId: ["dataOrigin"] },

  isFrom: ({ dataOrigin }, { volumeId }) => dataOrigin === `volume,${volumeId}`,

  existing: existingVolumeImage,

  mark: "name",

  hintFor: volumeImageHint,

  inherited: inheritedFromVolume(volumeImageTable),

  // Cinder creates the image with the user's own token, so that Glance checks permissions, too (volume/api.py,
  // copy_volume_to_image).
  making: steps.exporting,
  right: { what: "export volumes", actions: ["exportVolume", "addImage", "fillImage"] },

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

/** ZStack makes images from snapshots, not from volumes. */
function exportIssues(profile: Profile | undefined): Issue[] {
  return profileIssues("exports of volumes", profile, volumeImageTable.clouds).map((issue) => ({
    ...issue,
    reason: `${issue.reason}; there, make a snapshot of the volume and use a DataVolumeTemplate`,
  }));
}
