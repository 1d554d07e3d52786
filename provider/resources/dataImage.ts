import { z } from "zod";
import { steps } from "../polling/steps";
import { dataImageTable } from "./arguments/dataImage";
import { propertyOutputs } from "./arguments/table";
import { existingDataImage } from "./existing/dataImage";
import type { Issue } from "./issues";
import { JobImageOutputs, jobImageIssues, jobsOf, newImage } from "./jobImage";
import { judgeDataDisk } from "./preflight/judgeDataDisk";
import { probeObject } from "./preflight/object";
import { probeAll } from "./preflight/probe";
import { probeQuota } from "./preflight/quota";
import { dataImageHint } from "./refusalHints";
import type { ImageResource } from "./resource";

/**
 * An image of a data disk, made from an image file in an OBS bucket ("Creating a Data Disk Image Using an External
 * Image File", `POST /v1/cloudimages/dataimages/action`).
 */
export const DataImageSchema = dataImageTable.schema;

export const DataImageOutputs = JobImageOutputs.extend({
  ...propertyOutputs(dataImageTable),
  encryptionKeyId: z.string().optional().describe("The KMS key it is encrypted with: its UUID"),
});

export type DataImageInputs = z.output<typeof DataImageSchema>;
type Source = DataImageInputs["source"];

export const dataImage: ImageResource<DataImageInputs> = {
  type: "DataImage",
  ...dataImageTable,

  rules: (args, profile) => [
    ...jobImageIssues("data images", args, profile, dataImageTable),
    ...(args.source === undefined ? [] : sourceIssues(args.source)),
  ],

  // Any number of images can be made from an object at the same time.
  source: { key: ({ source }) => `object ${addressOf(source)}` },

  preflight: (cloud, args, options) =>
    probeAll(
      [
        ...judgeDataDisk(args, cloud.profile),
        ...probeObject(cloud, jobsOf(cloud), args.source),
        ...probeQuota(cloud),
      ],
      cloud,
      options,
    ),

  revealingOutputs: { source: ["dataOrigin"], cmkId: ["encryptionKeyId"] },

  existing: existingDataImage,

  mark: "tag",

  making: steps.importing,
  right: { what: "make data images", actions: ["makeDataImage"] },

  isFrom: ({ dataOrigin }, { source }) => dataOrigin === `file,${addressOf(source)}`,

  mayBeFrom(image, args) {
    return image.dataOrigin === undefined || this.isFrom(image, args);
  },

  hintFor: dataImageHint,

  async start(cloud, args, { tag }, options) {
    const { source, minDiskGiB, osType, cmkId } = args;
    const request = { ...newImage(args, tag), ...source, minDiskGiB, osType, cmkId };
    return jobsOf(cloud).createDataImage(request, options);
  },
};

/** "OBS bucket name:Image file name" */
function addressOf({ bucket, object }: Source): string {
  return `${bucket}:${object}`;
}

/** The rules for bucket names are from OBS, "Creating a bucket". IMS refuses blanks in folders and files (IMG.0175). */
function sourceIssues({ bucket, object }: Source): Issue[] {
  const issues: Issue[] = [];
  const named = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !/\.\.|\.-|-\./.test(bucket);
  if (!named || /^\d+(\.\d+){3}$/.test(bucket)) {
    const reason =
      "a bucket's name has 3 to 63 of the characters a-z 0-9 - and ., begins and ends with a letter or digit, and is no IP address";
    issues.push({ property: "source.bucket", reason: `${reason}; got ${JSON.stringify(bucket)}` });
  }
  if (!/^[^/\s]\S{0,1023}$/u.test(object)) {
    const reason =
      "an object's key has 1 to 1024 characters, no blanks (IMG.0175) and no slash in front: `folder/file.qcow2`";
    issues.push({ property: "source.object", reason: `${reason}; got ${JSON.stringify(object)}` });
  }
  return issues;
}
