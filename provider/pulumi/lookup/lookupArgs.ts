/** Which images to find: those that meet all of these conditions. Only images of the project itself are found. */
export interface GetImagesArgs {
  /**
   * The exact name.
   * @default any
   * @example "golden"
   */
  name?: string;
  /**
   * A pattern that the name matches: `*` stands for any text, `?` for one character.
   * @default any
   * @example "golden-*"
   */
  namePattern?: string;
  /**
   * Tags that the image has, all of them. On OpenStack and ZStack each is one tag `key=value`.
   * @default any
   * @example { team: "lab" }
   */
  tags?: Record<string, string>;
  /**
   * What the image was created from, one of `{ volumeId }`, `{ instanceId }`, `{ backupId }`, `{ bucket, object }`,
   * `{ snapshotUuid }`. Open Telekom Cloud and Huawei Cloud report it, and ZStack does for snapshots; OpenStack does not.
   * @default any
   * @example { volumeId: "16369c5d-384d-4e64-b37a-56d898769362" }
   */
  source?: ImageOrigin;
  /**
   * The most images to return, a whole number from 1 on; the newest come first.
   * @default all
   * @example 5
   */
  limit?: number;
  /**
   * The cloud to search: an entry of clouds.yaml.
   * @default `cloudimages:cloud`, else OS_CLOUD, else the cloud that environment variables describe
   * @example "prod"
   */
  cloud?: string;
}

/** What an image was created from: a volume, a server, a backup, an object or a volume snapshot. */
export type ImageOrigin =
  | {
      /** The id of a volume. */
      volumeId: string;
    }
  | {
      /** The id of a server. */
      instanceId: string;
    }
  | {
      /** The id of a CSBS or CBR backup. */
      backupId: string;
    }
  | {
      /** The bucket of an image file. */
      bucket: string;
      /** The key of an image file in its bucket. */
      object: string;
    }
  | {
      /** The uuid of a volume snapshot, on ZStack. */
      snapshotUuid: string;
    };

/** Which image to find: by its id, or by the conditions of `GetImagesArgs`. */
export interface GetImageArgs extends Omit<GetImagesArgs, "limit"> {
  /**
   * Id of any image that the project can see, even a public or hidden one. Only `cloud` may be given with it.
   * @default any
   * @example "0d2d3b1c-1a3d-4f1e-9a44-0e8e3f7c9b11"
   */
  imageId?: string;
  /**
   * If several images meet the conditions, take the one that was created last. Otherwise several are an error.
   * @default false
   * @example true
   */
  newest?: boolean;
}
