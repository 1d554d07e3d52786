/** What the calls of a subject are named in the local cloud's request log. */
export interface Routes {
  readonly logIn: string;
  readonly findImages: string;
  readonly showImage: string;
  readonly showVolume: string;
  readonly create: string;
  /** The call that polls a create, if that is a job. */
  readonly job: readonly string[];
  /** The calls of one change of tags and attributes, the name last. */
  readonly change: readonly string[];
  readonly patch: string;
  /** The call of its own that sets a tag of the user's, where a change that is no take-over has one. */
  readonly tag: readonly string[];
  readonly remove: string;
  /** The call that reads an image's tags exactly, where the image itself may show old ones. */
  readonly exactTags: readonly string[];
  /** The call that reads the cloud's note about a failed export. */
  readonly notes: readonly string[];
}

export const huawei: Routes = {
  logIn: "iam.createToken",
  findImages: "ims.listImages",
  showImage: "ims.listImages",
  showVolume: "evs.showVolume",
  create: "evs.uploadImage",
  job: [],
  change: ["ims.tagAction", "ims.updateImage"],
  patch: "ims.updateImage",
  tag: [],
  remove: "ims.deleteImage",
  exactTags: ["ims.listTags"],
  notes: [],
};

export const openstack: Routes = {
  logIn: "keystone.createToken",
  findImages: "glance.listImages",
  showImage: "glance.showImage",
  showVolume: "cinder.showVolume",
  create: "cinder.uploadImage",
  job: [],
  change: ["glance.updateImage"],
  patch: "glance.updateImage",
  tag: ["glance.addTag"],
  remove: "glance.deleteImage",
  exactTags: [],
  notes: ["cinder.listMessages"],
};

export const zstack: Routes = {
  logIn: "zstack.login",
  findImages: "zstack.queryImages",
  showImage: "zstack.queryImages",
  showVolume: "zstack.querySnapshots",
  create: "zstack.createTemplate",
  job: ["zstack.showJob"],
  change: ["zstack.createUserTag", "zstack.deleteTag"],
  patch: "zstack.imageAction",
  tag: [],
  remove: "zstack.deleteImage",
  exactTags: [],
  notes: [],
};

/** The clouds on which every story of the lifecycle runs. */
export const profiles = ["otc", "huaweicloud", "openstack"] as const;
