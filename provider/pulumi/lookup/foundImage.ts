/** An image that `getImage` or `getImages` has found: plain values, no outputs. */
export interface FoundImage {
  /** Id of the image in its cloud. */
  readonly imageId: string;
  /** Name of the image. */
  readonly name: string;
  /** State of the image in the cloud's own word, such as `active`; on ZStack `Ready`. */
  readonly status: string;
  /** Description of the image; empty where it has none. */
  readonly description: string;
  /** Tags, without the one that this package sets. ZStack's tags are in `userTags`. */
  readonly tags: Readonly<Record<string, string>>;
  /** ZStack's tags; empty on the other clouds. */
  readonly userTags: readonly string[];
  /** Who sees the image: `private`, `shared`, `community` or `public`. */
  readonly visibility: string;
  /** Whether the cloud refuses to delete the image. */
  readonly protected: boolean;
  /** Whether the image is hidden, which only OpenStack has: lists leave it out, so it is found by its id alone. */
  readonly hidden: boolean;
  /** Least disk of a server created from the image, in GiB. */
  readonly minDiskGiB: number;
  /** Least memory of a server created from the image, in MiB. 0: no limit. */
  readonly minRamMiB: number;
  /** Most memory of a server created from the image, in MiB. 0: no limit. */
  readonly maxRamMiB: number;
  /** Operating system: `linux`, `windows` or empty. */
  readonly osType: string;
  /** Firmware that a server boots with: `bios` or `uefi`. */
  readonly firmwareType: string;
  /** Size of the image's data, in bytes; undefined where the cloud does not report it. */
  readonly sizeBytes: number | undefined;
  /** MD5 of the image's data; undefined where the cloud does not report it. */
  readonly checksum: string | undefined;
  /** Format of the image's data, such as `zvhd2`. */
  readonly diskFormat: string;
  /** What the image's data is wrapped in, such as `bare`. */
  readonly containerFormat: string;
  /**
   * What the image was created from, as the cloud writes it: `instance,<id>`, `file,<bucket:object>`,
   * `volumeSnapshot://<uuid>`. OpenStack does not report it.
   */
  readonly dataOrigin: string | undefined;
  /** Id of the backup that a full-ECS image was created from; undefined for other images. */
  readonly backupId: string | undefined;
  /** When the image was created, such as `2026-07-01T09:30:00Z`: RFC 3339, in UTC; on ZStack in its server's time zone. */
  readonly createdAt: string;
  /** When the image last changed, such as `2026-07-01T09:30:00Z`: RFC 3339, in UTC; on ZStack in its server's time zone. */
  readonly updatedAt: string;
  /** Region that the image is in, such as `eu-de`. */
  readonly region: string;
  /** Project that the image is in, by its id. */
  readonly projectId: string;
  /** Address of the image service that holds the image. */
  readonly endpoint: string;
}
