import { randomUUID } from "node:crypto";
import type { Cloud, Volume } from "../../../clouds/cloud";
import type { Image } from "../../../clouds/image";
import { unlessServiceSaysNotFound } from "../../../clouds/unlessNotFound";
import type { CallOptions } from "../../../http/call";
import { OUR_TAG } from "../../../resources/issues";
import { templatesOf } from "../../../resources/templatesOf";
import type { Tried } from "../../attempt";

/** What a probe may use: the cloud, and the lists that were read before. */
export interface ProbeContext {
  readonly cloud: Cloud;
  readonly options: CallOptions;
  readonly images: Tried<readonly Image[]>;
  /** Absent on clouds that export no volumes. */
  readonly volumes?: Tried<readonly Volume[]>;
}

/** What a probe shows. */
export type ProbeOutcome =
  | { readonly state: "allowed" }
  /** There is nothing in this project to try it on. */
  | { readonly state: "untried"; readonly why: string }
  /** The cloud may have refused without saying so. */
  | { readonly state: "unclear"; readonly why: string };

/**
 * Tests one right without changing anything. A refusal of the cloud is thrown. A made-up id would prove nothing: Cinder
 * (`volume/api.py`, `get`) and Glance (`api/v2/policy.py`, `_enforce`) answer 404 both for what does not exist and for what the
 * user may not see. So a probe reads only what a list has shown.
 */
export type Probe = (probeContext: ProbeContext) => Promise<ProbeOutcome>;

const allowed: ProbeOutcome = { state: "allowed" };

export const listImages: Probe = async ({ images }) => listed(images);

export const listVolumes: Probe = async ({ volumes }) => listed(volumes);

export const showImage: Probe = async ({ cloud, images, options }) => {
  const image = firstOf(images);
  if (image === undefined) return nothingToTryOn("image");
  const read = await unlessServiceSaysNotFound(cloud.showImage(image.id, options));
  return read === undefined ? hidden("image", image.id) : allowed;
};

export const showVolume: Probe = async ({ cloud, volumes, options }) => {
  const volume = firstOf(volumes);
  if (volume === undefined) return nothingToTryOn("volume");
  return (await cloud.showVolume(volume.id, options)) === undefined ? hidden("volume", volume.id) : allowed;
};

export const readTags: Probe = async ({ cloud, images, options }) => {
  const image = firstOf(images);
  if (image === undefined) return nothingToTryOn("image");
  await cloud.exactTags(image, options);
  return allowed;
};

export const showQuota: Probe = async ({ cloud, options }) => {
  await cloud.imageJobs?.imageQuota(options);
  return allowed;
};

/** Cinder checks this right before it searches, so here any id will do. */
export const readMessages: Probe = async ({ cloud, options }) => {
  await cloud.failureNote?.(randomUUID(), 0, options);
  return allowed;
};

/** ZStack allows or refuses a query before it searches, so here and below any uuid will do. */
export const queryTags: Probe = async ({ cloud, options }) => {
  await cloud.imagesTagged({ key: OUR_TAG, value: randomUUID() }, options);
  return allowed;
};

export const querySnapshots: Probe = async ({ cloud, options }) => {
  await templatesOf(cloud).showSnapshot(anyUuid(), options);
  return allowed;
};

export const queryBackupStorages: Probe = async ({ cloud, options }) => {
  await templatesOf(cloud).backupStorages([anyUuid()], options);
  return allowed;
};

function anyUuid(): string {
  return randomUUID().replaceAll("-", "");
}

function listed(list: Tried<unknown> | undefined): ProbeOutcome {
  if (list !== undefined && "error" in list) throw list.error;
  return allowed;
}

function firstOf<Item>(list: Tried<readonly Item[]> | undefined): Item | undefined {
  return list === undefined || "error" in list ? undefined : list.value[0];
}

function nothingToTryOn(kind: string): ProbeOutcome {
  return { state: "untried", why: `no ${kind} is listed on which it could be tried` };
}

function hidden(kind: string, id: string): ProbeOutcome {
  const why = `the list has ${kind} ${id}, but it is not found: this right is refused, or the ${kind} was deleted meanwhile`;
  return { state: "unclear", why };
}
