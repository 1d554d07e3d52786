import type { CloudLocation } from "../clouds/cloud";
import type { Image } from "../clouds/image";
import { userTags } from "../lifecycle/marker";

/** An image that was looked up: plain values. */
export interface FoundImage {
  /** Its id in the cloud. */
  readonly imageId: string;
  readonly name: string;
  /** The cloud's word. */
  readonly status: string;
  readonly description: string;
  /** Without the one of this package. ZStack's are `userTags`. */
  readonly tags: Readonly<Record<string, string>>;
  /** On ZStack; elsewhere empty. */
  readonly userTags: readonly string[];
  readonly visibility: string;
  readonly protected: boolean;
  /** Whether OpenStack's lists leave it out: it is found by its id alone. */
  readonly hidden: boolean;
  readonly minDiskGiB: number;
  readonly minRamMiB: number;
  /** 0: no limit. */
  readonly maxRamMiB: number;
  readonly osType: string;
  readonly firmwareType: string;
  /** Where the cloud tells it. */
  readonly sizeBytes: number | undefined;
  /** Where the cloud tells it. */
  readonly checksum: string | undefined;
  readonly diskFormat: string;
  readonly containerFormat: string;
  /** What it was made from, as the cloud writes it: `instance,<id>`, `file,<bucket:object>`, `volumeSnapshot://<uuid>`. OpenStack does not. */
  readonly dataOrigin: string | undefined;
  /** The backup behind a full-ECS image. */
  readonly backupId: string | undefined;
  /** RFC 3339, UTC; ZStack writes it in its server's zone. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly region: string;
  readonly projectId: string;
  readonly endpoint: string;
}

export function toFound(image: Image, location: CloudLocation): FoundImage {
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
