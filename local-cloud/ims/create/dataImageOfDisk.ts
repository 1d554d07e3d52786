import { z } from "zod";
import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { sourceFile } from "./sourceFile";
import { commonParts, type JobImageStart } from "./startJob";
import { diskSize, usableDisk } from "./usableDisk";

/**
 * `data_images` of `POST /v2/cloudimages/action`: of disks, or of the files beside that of a system disk
 * (docs/vendors/open-telekom-and-huawei.md#other-image-creates).
 */

export const diskImageFields = z.strictObject({
  name: z.string(),
  volume_id: z.string(),
  description: z.string().optional(),
  tags: z.unknown().optional(),
});

export function dataImageOfDisk(
  call: TokenCall,
  { volume_id, ...request }: z.infer<typeof diskImageFields>,
): JobImageStart {
  const parts = commonParts(call, request);
  const disk = usableDisk(call, volume_id);
  return {
    ...parts,
    ...diskSize(disk),
    attributes: {
      ...parts.attributes,
      ...data(disk.sizeGiB),
      __data_origin: `volume,${disk.id}`,
    },
  };
}

export const fileImageFields = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  image_url: z.string(),
  min_disk: z.unknown(),
  is_quick_import: z.boolean().optional(),
  tags: z.unknown().optional(),
  image_tags: z.unknown().optional(),
  /** No row of this table; OTC's Go SDK sends it empty with every request. */
  volume_id: z.literal("").optional(),
});

export function dataImagesOfFiles(
  call: TokenCall,
  requests: readonly z.infer<typeof fileImageFields>[],
  system: { readonly name: string; readonly osType: string },
): JobImageStart[] {
  return requests.map(({ image_url, min_disk, is_quick_import, volume_id: _, ...request }, place) => {
    const parts = commonParts(call, { ...request, name: request.name ?? `${system.name}-data-${place + 1}` });
    if (typeof min_disk !== "number" || !Number.isInteger(min_disk) || min_disk < 1 || min_disk > 2048)
      return refuseIms("IMG.0055", "The memory or disk size is invalid: min_disk.");
    const object = sourceFile(call, image_url, is_quick_import ? "quick" : "usual");
    return {
      ...parts,
      sizeBytes: object.sizeBytes,
      attributes: {
        ...parts.attributes,
        ...data(min_disk, system.osType),
        __root_origin: "file",
        __data_origin: `file,${object.bucket}:${object.key}`,
      },
    };
  });
}

/** "The OS type of the data disk image must be the same as that of the system disk image." */
const data = (min_disk: number, osType = "Linux") => ({
  min_disk,
  min_ram: 0,
  max_ram: "",
  __os_type: osType,
  virtual_env_type: "DataImage",
});
