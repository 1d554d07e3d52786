import { z } from "zod";
import type { Volume } from "../cloud";
import { wireFlag } from "../wireFlag";

/**
 * `GET /v2/{project}/volumes/{id}`; the type is an object in the export's answer and a string here
 * (docs/vendors/open-telekom-and-huawei.md#volumes).
 */
export const WireVolume = z.looseObject({
  id: z.string(),
  name: z.string().nullish().catch(undefined), // only for people, as the description is
  status: z.string(),
  size: z.number(),
  volume_type: z.union([z.string(), z.looseObject({ name: z.string().nullish() })]).nullish(),
  availability_zone: z.string().nullish(),
  description: z.string().nullish().catch(undefined), // only for people: nothing may fail because of it
  multiattach: wireFlag,
  encrypted: wireFlag,
  attachments: z.array(z.looseObject({ server_id: z.string().nullish() })).nullish(),
  volume_image_metadata: z.record(z.string(), z.unknown()).nullish(),
  dedicated_storage_id: z.string().nullish(),
});

export const VolumeAnswer = z.looseObject({ volume: WireVolume });

/** `GET …/volumes/detail`, the same on EVS and Cinder. */
export const VolumesAnswer = z.looseObject({ volumes: z.array(WireVolume) });

/** A page of such a list: EVS counts all volumes, Cinder links to the next page. */
export const VolumePage = z.looseObject({
  volumes: z.array(z.unknown()),
  count: z.number().optional().catch(undefined),
  volumes_links: z.array(z.unknown()).optional().catch(undefined),
});

/**
 * The answer of `os-volume_upload_image` (evs_04_2086; Cinder's block-storage API). The rest of it is about the volume, which
 * other calls read.
 */
export const ExportAnswer = z.looseObject({
  "os-volume_upload_image": z.looseObject({ image_id: z.string().min(1) }),
});

export function fromVolume({ volume }: z.infer<typeof VolumeAnswer>): Volume {
  const imageMetadata = volume.volume_image_metadata ?? {};
  const type = typeof volume.volume_type === "string" ? volume.volume_type : volume.volume_type?.name;
  return {
    id: volume.id,
    name: volume.name ?? "",
    status: volume.status,
    sizeGiB: volume.size,
    type: type ?? "",
    availabilityZone: volume.availability_zone ?? "",
    description: volume.description ?? "",
    shared: volume.multiattach ?? false,
    encrypted: volume.encrypted ?? false,
    serverIds: (volume.attachments ?? []).flatMap(({ server_id }) => server_id ?? []),
    imageMetadata,
    osType: osTypeIn(imageMetadata),
    dedicated: (volume.dedicated_storage_id ?? "") !== "",
  };
}

/** EVS writes `__os_type`, Cinder `os_type` (docs/vendors/open-telekom-and-huawei.md#volumes). */
function osTypeIn(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const word = metadata.__os_type ?? metadata.os_type;
  return typeof word === "string" && word !== "" ? word.toLowerCase() : undefined;
}
