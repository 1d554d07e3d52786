import { profilesWith } from "../../clouds/profiles/traits";
import { huaweiFamily, replaces } from "./field";
import { jobImageFields } from "./jobImage";
import { pages } from "./pages";
import { exampleUuid, osTypeRule, osTypeType, uuid } from "./sharedFields";
import { tableOf } from "./table";
import { parts, text, whole } from "./types";

/** ims_03_0606 */
export const dataImageTable = tableOf(profilesWith("isHuaweiFamily"), {
  ...jobImageFields,
  source: {
    rule: parts("{ bucket, object }: where the image file lies", {
      bucket: text.describe("Name of the bucket: storage class Standard, in the region of the image."),
      object: text.describe(
        "Key of the object, such as `exports/data.qcow2`, without blanks. The file may have at most 128 GB.",
      ),
    }),
    on: huaweiFamily(replaces({})),
    text: "`{ bucket, object }`: the image file, at most 128 GB, in a bucket of storage class Standard and of the image's region. A changed content of the same object is not noticed.",
    example: { bucket: "exports", object: "disks/data.qcow2" },
    type: "ObjectSource",
    see: pages.dataImage,
  },
  minDiskGiB: {
    rule: whole("GiB", 1, 2048),
    on: huaweiFamily(replaces({})),
    text: "Least size of a disk made from the image, in GiB: 40 to 2048 by the vendor's page; from 1 on has been seen to work.",
    example: 40,
    see: pages.dataImage,
  },
  osType: {
    rule: osTypeRule.optional(),
    on: huaweiFamily(replaces({ default: "linux", marked: true })),
    text: "Operating system that the disk is for, also written `Linux`, `Windows`.",
    example: "linux",
    type: osTypeType,
    see: pages.dataImage,
  },
  cmkId: {
    rule: uuid.optional(),
    on: huaweiFamily(replaces({})),
    text: "KMS key to encrypt the image with: its UUID.",
    otherwise: "not encrypted",
    example: exampleUuid,
    see: pages.dataImage,
  },
});
