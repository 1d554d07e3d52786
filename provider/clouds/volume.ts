/** A volume as its cloud shows it. */
export interface Volume {
  readonly id: string;
  readonly name: string;
  /** The vendor's word: `available`, `in-use`, `uploading`, … */
  readonly status: string;
  readonly sizeGiB: number;
  readonly type: string;
  readonly availabilityZone: string;
  readonly description?: string | undefined;
  /** May be attached to several servers at once. */
  readonly shared: boolean;
  readonly encrypted: boolean;
  /** Servers that it is attached to. */
  readonly serverIds: readonly string[];
  /** Metadata from the image that the volume was made from, or set by hand; Cinder copies it to each image of the volume. */
  readonly imageMetadata?: Readonly<Record<string, unknown>>;
  /** The operating system that the volume itself names, if any. */
  readonly osType?: string | undefined;
  /** EVS: whether it is on dedicated storage, if the cloud shows it. */
  readonly dedicated: boolean;
}
