import { type Attributes, addImage, type ImageRecord } from "../images/imageRecord";
import type { World } from "../world/world";
import { planExport } from "./exportRun";
import type { VolumeRecord } from "./volumeRecord";

const GiB = 2 ** 30;

/** Starts the copy: the volume is `uploading` at once and an image begins its life in `queued`. */
export function startExport(world: World, volume: VolumeRecord, attributes: Attributes): ImageRecord {
  const run = planExport(world, volume.profile, volume.export);
  volume.run = run;
  volume.changedAt = run.startedAt;
  const virtualSizeBytes = volume.sizeGiB * GiB;
  return addImage(world, {
    profile: volume.profile,
    projectId: volume.projectId,
    attributes,
    run,
    volumeId: volume.id,
    virtualSizeBytes,
    // Raw is the volume byte for byte; the other formats leave out what was never written.
    sizeBytes: attributes.disk_format === "raw" ? virtualSizeBytes : Math.round(virtualSizeBytes * 0.4),
  });
}

export const volumeTypeId = "8247b6ed-37f0-4c48-8ef1-f0027fb332bc";

/**
 * `volume_type` is an object in this one answer and a string everywhere else
 * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
export const volumeTypeObject = (name: string | null, extra: object): object | null =>
  name === null
    ? null
    : {
        id: volumeTypeId,
        name,
        is_public: true,
        deleted: false,
        deleted_at: null,
        created_at: "2015-05-24T14:47:22.132268",
        updated_at: "2017-07-29T11:29:33.730076",
        ...extra,
      };
