import type { Profile } from "./settings";

/** What the calls that change something are called in a cloud's policies: on ZStack by the API call (cli/doctor/rights.ts has the sources). */
export interface Actions {
  /** Of the image's service. Several where one call asks for several. */
  readonly change: string;
  readonly publish?: string;
  readonly remove: string;
  /** The creates, each where the cloud has it. */
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

/** What a table of failures advises where it knows the refusal, and not what was asked for. */
export const ASK_FOR_PERMISSION = "ask the account's administrator for the permission";
