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
