import type { Profile } from "./settings";

/**
 * The names that a cloud's policies give to the calls that change something; on ZStack the API calls (cli/doctor/rights/rights.ts
 * has the sources).
 */
export interface Actions {
  /** Actions of the image service; some clouds check several for one call. */
  readonly change: string;
  readonly publish?: string;
  readonly remove: string;
  /** The creates that the cloud has. */
  readonly exportVolume?: string;
  readonly addImage?: string;
  readonly fillImage?: string;
  readonly makeFullEcsImage?: string;
  readonly makeDataImage?: string;
  readonly makeTemplate?: string;
}

const huawei = {
  change: "ims:images:update",
  remove: "ims:images:delete",
  exportVolume: "evs:volumes:uploadImage",
  makeFullEcsImage: "ims:wholeImages:create",
  makeDataImage: "ims:dataImages:create",
} satisfies Actions;

const openstack = {
  change: "modify_image",
  publish: "publicize_image",
  remove: "delete_image",
  exportVolume: "volume_extension:volume_actions:upload_image",
  addImage: "add_image",
  fillImage: "upload_image",
} satisfies Actions;

const zstack = {
  change: "UpdateImage",
  remove: "DeleteImage",
  makeTemplate: "CreateDataVolumeTemplateFromVolumeSnapshot",
} satisfies Actions;

export const actions = {
  otc: huawei,
  "otc-swiss": huawei,
  huaweicloud: huawei,
  openstack,
  zstack,
} satisfies Record<Profile, Actions>;

/** The hint of a table of failures that knows the refusal, but not what was called. */
export const ASK_FOR_PERMISSION = "ask the account's administrator for the permission";
