import type { CloudName, EntryName } from "../cloud";

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
  remove: "glance.deleteImage",
  exactTags: [],
  notes: ["cinder.listMessages"],
};

export const routesOf = (profile: CloudName): Routes => (profile === "openstack" ? openstack : huawei);

/** The calls of signing in, by the entry of clouds.yaml: before the first call to a service. */
export function signInRoutes(entry: EntryName): readonly string[] {
  if (entry.startsWith("openstack")) return ["keystone.createToken"];
  if (entry.endsWith("-aksk-agency")) return ["iam.createSecurityToken", "iam.listProjects"];
  if (entry.endsWith("-agency")) return ["iam.createToken", "iam.createSecurityToken", "iam.listProjects"];
  return entry.includes("-aksk") ? ["iam.listProjects"] : ["iam.createToken"];
}

/** Who acts for an agency works in the other account's project. */
export function delegatedProject(entry: EntryName): string | undefined {
  const regions: Record<string, string> = { otc: "eu-de", "otc-swiss": "eu-ch2", huaweicloud: "cn-north-4" };
  const [, name = ""] = /^(.*?)(?:-aksk)?-agency$/.exec(entry) ?? [];
  return regions[name] && `${regions[name]}_delegated`;
}

/** The clouds on which every story of the lifecycle is told. */
export const profiles = ["otc", "huaweicloud", "openstack"] as const;
