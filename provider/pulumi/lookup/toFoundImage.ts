import type { CloudLocation } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { userTags } from "../../lifecycle/marks/marker";
import type { FoundImage } from "./foundImage";

export function toFoundImage(image: Image, location: CloudLocation): FoundImage {
  return {
    imageId: image.id,
    name: image.name,
    status: image.status,
    description: image.description,
    tags: userTags(image.tags),
    userTags: image.template?.userTags ?? [],
    visibility: image.visibility,
    protected: image.protected,
    hidden: image.hidden ?? false,
    minDiskGiB: image.minDiskGiB,
    minRamMiB: image.minRamMiB,
    maxRamMiB: image.maxRamMiB,
    osType: image.osType,
    firmwareType: image.firmwareType,
    sizeBytes: image.sizeBytes,
    checksum: image.checksum,
    diskFormat: image.diskFormat,
    containerFormat: image.containerFormat,
    dataOrigin: image.dataOrigin ?? image.template?.url,
    backupId: image.backupId,
    createdAt: image.createdAt,
    updatedAt: image.updatedAt,
    region: location.region,
    projectId: location.projectId,
    endpoint: location.endpoint,
  };
}
