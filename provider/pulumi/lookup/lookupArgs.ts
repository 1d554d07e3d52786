/** Which images to find: those that meet all of these conditions. Only images of the project itself are found. */
export interface GetImagesArgs {
  /** The exact name. */
  name?: string;
  /** A pattern that the name matches: `*` stands for any text, `?` for one character. */
  namePattern?: string;
  /** Tags that the image has, all of them. On OpenStack and ZStack each is one tag `key=value`. */
  tags?: Record<string, string>;
  /**
   * What the image was created from. Open Telekom Cloud and Huawei Cloud report it, and ZStack does for snapshots;
   * OpenStack does not.
   */
  source?: ImageOrigin;
  /**
   * The most images to return; the newest come first.
   * @default all
   */
  limit?: number;
  /**
   * The cloud to search: an entry of clouds.yaml.
   * @default `cloudimages:cloud`, else OS_CLOUD, else the cloud that environment variables describe
   */
  cloud?: string;
}

/** What an image was created from. */
export type ImageOrigin =
  | { volumeId: string }
  | { instanceId: string }
  /** The id of a CSBS or CBR backup. */
  | { backupId: string }
  | { bucket: string; object: string }
  /** The uuid of a volume snapshot, on ZStack. */
  | { snapshotUuid: string };

/** Which image to find: by its id, or by the conditions of `GetImagesArgs`. */
export interface GetImageArgs extends Omit<GetImagesArgs, "limit"> {
  /** Id of any image that the project can see, even a public or hidden one. Only `cloud` may be given with it. */
  imageId?: string;
  /**
   * If several images meet the conditions, take the one that was created last. Otherwise several are an error.
   * @default false
   */
  newest?: boolean;
}
