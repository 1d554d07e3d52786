import type { CloudName } from "../../../local-cloud";

/** What the calls of VolumeImage are named in the local cloud's request log. */
export interface Routes {
  readonly logIn: string;
  readonly findImages: string;
  readonly showImage: string;
  readonly showVolume: string;
  readonly create: string;
  /** The calls of one change of tags and attributes, the name last. */
  readonly change: readonly string[];
  readonly patch: string;
  /** The call of its own that sets a tag of the user's, where a change that is no take-over has one. */
  readonly tag: readonly string[];
  readonly remove: string;
  /** The call that reads an image's tags exactly, where the image itself may show old ones. */
  readonly exactTags: readonly string[];
  /** The call that asks for what the cloud noted about a failed export. */
  readonly notes: readonly string[];
}

const huawei: Routes = {
  logIn: "iam.createToken",
  findImages: "ims.listImages",
  showImage: "ims.listImages",
  showVolume: "evs.showVolume",
  create: "evs.uploadImage",
  change: ["ims.tagAction", "ims.updateImage"],
  patch: "ims.updateImage",
  tag: [],
  remove: "ims.deleteImage",
  exactTags: ["ims.listTags"],
  notes: [],
};

const openstack: Routes = {
  logIn: "keystone.createToken",
  findImages: "glance.listImages",
  showImage: "glance.showImage",
  showVolume: "cinder.showVolume",
  create: "cinder.uploadImage",
  change: ["glance.updateImage"],
  patch: "glance.updateImage",
  tag: ["glance.addTag"],
  remove: "glance.deleteImage",
  exactTags: [],
  notes: ["cinder.listMessages"],
};

export const routesOf = (profile: CloudName): Routes => (profile === "openstack" ? openstack : huawei);

/** The clouds on which every story of the lifecycle is told. */
export const profiles = ["otc", "huaweicloud", "openstack"] as const;
