import { z } from "zod";
import type { Volume } from "./cloud";

/** `GET /v2/{project}/volumes/{id}`; the type is an object in the export's answer and a string here (§5.1). */
const WireVolume = z.looseObject({
  id: z.string(),
  status: z.string(),
  size: z.number(),
  volume_type: z.union([z.string(), z.looseObject({ name: z.string().nullish() })]).nullish(),
  availability_zone: z.string().nullish(),
});

export const VolumeAnswer = z.looseObject({ volume: WireVolume });

/** `GET …/volumes/detail`, the same on EVS and Cinder. */
export const VolumesAnswer = z.looseObject({ volumes: z.array(WireVolume) });

/** The answer of `os-volume_upload_image` (evs_04_2086; Cinder's block-storage API). */
export const ExportAnswer = z.looseObject({
  "os-volume_upload_image": z.looseObject({ image_id: z.string().min(1) }),
});

export function fromVolume({ volume }: z.infer<typeof VolumeAnswer>): Volume {
  const type = typeof volume.volume_type === "string" ? volume.volume_type : volume.volume_type?.name;
  return {
    id: volume.id,
    status: volume.status,
    sizeGiB: volume.size,
    type: type ?? "",
    availabilityZone: volume.availability_zone ?? "",
  };
}
