import { profilesWith } from "../../clouds/profiles/traits";
import { huaweiFamily, readHere, replaces } from "./field";
import { jobImageFields } from "./jobImage";
import { pages } from "./pages";
import { exampleUuid, uuid } from "./sharedFields";
import { tableOf } from "./table";
import { flag, parts } from "./types";

/** ims_03_0607 */
export const fullEcsImageTable = tableOf(profilesWith("isHuaweiFamily"), {
  ...jobImageFields,
  source: {
    rule: parts("one of { instanceId, vaultId }, { csbsBackupId }, { cbrBackupId }", {
      instanceId: uuid
        .optional()
        .describe("UUID of the server. It must be running or stopped, with no task in progress."),
      vaultId: uuid
        .optional()
        .describe(
          "UUID of the CBR vault that holds the server, or that it is added to. The cloud first takes a backup into this vault, then creates the image from it. The backup stays, unless `deleteBackup` deletes it with the image. Without a vault the cloud takes a CSBS backup. The Swiss cloud has no CSBS, so there a vault is required.",
        ),
      csbsBackupId: uuid
        .optional()
        .describe(
          "UUID of an available CSBS backup that no image has been created from yet. Not on the Swiss cloud.",
        ),
      cbrBackupId: uuid
        .optional()
        .describe("UUID of an available CBR backup of a server that no image has been created from yet."),
    }),
    on: huaweiFamily(replaces({})),
    text: "What the image is made from, one of `{ instanceId, vaultId? }` (a server, running or stopped; `vaultId`: the CBR vault for the backup that is made on the way, required on the Swiss cloud), `{ csbsBackupId }` (not on the Swiss cloud), `{ cbrBackupId }`. From the same backup the old image is deleted first, because a backup serves one image.",
    example: { cbrBackupId: exampleUuid },
    type: "FullEcsSource",
    see: pages.fullEcsImage,
  },
  deleteBackup: {
    rule: flag.optional(),
    on: huaweiFamily(readHere({ default: false })),
    text: "Whether a delete of the image takes the backup behind it along.",
    example: true,
  },
});
