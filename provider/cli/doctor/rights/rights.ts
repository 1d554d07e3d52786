import { actions } from "../../../clouds/actions";
import type { Profile } from "../../../clouds/settings";
import {
  listImages,
  listVolumes,
  type Probe,
  queryBackupStorages,
  querySnapshots,
  queryTags,
  readMessages,
  readTags,
  showImage,
  showQuota,
  showVolume,
} from "./rightProbes";

/** One right that our operations need. */
export interface Right {
  readonly name: string;
  readonly service: "image" | "volume";
  /** The vendor's name for it, as policies have it; on ZStack the API call. */
  readonly action: string;
  /** How it is tested. Absent if only its use would show it, which changes something. */
  readonly probe?: Probe;
  /** For a right that an `up` can do without: what is missing then. */
  readonly without?: string;
}

/**
 * EVS: pages evs_04_0025 and evs_04_0026. IMS: ims_03_appendix_05 and _06, and
 * docs/vendors/open-telekom-and-huawei.md#permissions for the delete. The two calls for tags stand only on a page of
 * another region of the same make (eu-west-0, en-us_topic_0107282307): UNVERIFIED for Open Telekom Cloud and Huawei
 * Cloud.
 */
const huawei: readonly Right[] = [
  { name: "list images", service: "image", action: "ims:images:list", probe: listImages },
  { name: "read an image's tags", service: "image", action: "ims:images:list", probe: readTags },
  { name: "list volumes", service: "volume", action: "evs:volumes:list", probe: listVolumes },
  { name: "show a volume", service: "volume", action: "evs:volumes:get", probe: showVolume },
  { name: "export a volume", service: "volume", action: actions.otc.exportVolume },
  { name: "tag and untag an image", service: "image", action: actions.otc.change },
  { name: "update and rename an image", service: "image", action: actions.otc.change },
  { name: "delete an image", service: "image", action: actions.otc.remove },
  { name: "make a full-ECS image", service: "image", action: actions.otc.makeFullEcsImage },
  { name: "make a data image", service: "image", action: actions.otc.makeDataImage },
  {
    name: "see how many images there may be",
    service: "image",
    action: "ims:quotas:get",
    probe: showQuota,
    without: "the preflight cannot tell that the quota is used up",
  },
];

/** A full-ECS image also needs the rights to back up a server (CBR, CSBS), and a data image those to read its bucket (OBS). */
const huaweicloud: readonly Right[] = [
  ...huawei,
  {
    name: "see the progress of a job",
    service: "image",
    action: "ims:imageJobs:getPercentage",
    without: "the older query of jobs is used, which shows no percentage",
  },
];

/**
 * The rules of oslo.policy, which operators may change: docs.openstack.org/glance/latest/configuration/glance_policy
 * and docs.openstack.org/cinder/latest/configuration/block-storage/policy. Tags are changed by the same PATCH as everything else.
 * Cinder creates the image with the user's own token (`volume/api.py`, `copy_volume_to_image`), so the user needs the rights
 * that Glance asks for.
 */
const openstack: readonly Right[] = [
  { name: "list images", service: "image", action: "get_images", probe: listImages },
  { name: "show an image", service: "image", action: "get_image", probe: showImage },
  { name: "list volumes", service: "volume", action: "volume:get_all", probe: listVolumes },
  { name: "show a volume", service: "volume", action: "volume:get", probe: showVolume },
  {
    name: "read the reasons of failures",
    service: "volume",
    action: "message:get_all",
    probe: readMessages,
    without: "an export that fails cannot tell why",
  },
  { name: "export a volume", service: "volume", action: actions.openstack.exportVolume },
  { name: "make the image of an export", service: "image", action: actions.openstack.addImage },
  { name: "fill the image of an export", service: "image", action: actions.openstack.fillImage },
  { name: "tag and untag an image", service: "image", action: actions.openstack.change },
  { name: "update and rename an image", service: "image", action: actions.openstack.change },
  { name: "publish an image, for `visibility: public`", service: "image", action: actions.openstack.publish },
  { name: "delete an image", service: "image", action: actions.openstack.remove },
];

/**
 * An account has all rights over what it owns, and a user those that the account grants. ZStack has no names for rights, so
 * these are its API calls (docs/vendors/zstack.md#sessions, docs/vendors/zstack.md#creating-a-template,
 * docs/vendors/zstack.md#update-delete-and-expunge, docs/vendors/zstack.md#tags).
 */
const zstack: readonly Right[] = [
  { name: "list images", service: "image", action: "QueryImage", probe: listImages },
  { name: "list the tags of images", service: "image", action: "QueryUserTag", probe: queryTags },
  {
    name: "look at volume snapshots",
    service: "image",
    action: "QueryVolumeSnapshot",
    probe: querySnapshots,
    without: "the preflight cannot tell whether a snapshot is ready",
  },
  {
    name: "look at backup storages",
    service: "image",
    action: "QueryBackupStorage",
    probe: queryBackupStorages,
    without: "the preflight cannot tell whether a backup storage has room",
  },
  {
    name: "make a template of a volume snapshot",
    service: "image",
    action: actions.zstack.makeTemplate,
  },
  { name: "rename and describe a template", service: "image", action: actions.zstack.change },
  { name: "enable and disable a template", service: "image", action: "ChangeImageState" },
  { name: "tag a template", service: "image", action: "CreateUserTag" },
  { name: "untag a template", service: "image", action: "DeleteTag" },
  { name: "delete a template", service: "image", action: actions.zstack.remove },
  { name: "expunge a template, for `expunge: true`", service: "image", action: "ExpungeImage" },
];

/** The rights that a user needs on each cloud. */
export const rights: Readonly<Record<Profile, readonly Right[]>> = {
  otc: huawei,
  "otc-swiss": huawei,
  huaweicloud,
  openstack,
  zstack,
};
