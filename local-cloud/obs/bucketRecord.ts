import type { HuaweiName } from "../world/profile";
import type { JobSettings } from "../world/settings";
import { known, projectNamed, type World } from "../world/world";

/**
 * What lies in OBS (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). Names of buckets are
 * unique over all accounts.
 */
export interface BucketRecord {
  readonly name: string;
  readonly profile: HuaweiName;
  readonly projectId: string;
  region: string;
  storageClass: StorageClass;
}
export type StorageClass = "STANDARD" | "WARM" | "COLD";

export interface ObjectRecord {
  readonly bucket: string;
  readonly key: string;
  sizeBytes: number;
  storageClass: StorageClass;
  /** How jobs behave that make an image of it. */
  job: Partial<JobSettings>;
}

export interface NewBucket {
  name?: string;
  profile?: HuaweiName;
  /** Name or id; the profile's first project by default. */
  project?: string;
  /** The profile's by default. */
  region?: string;
  storageClass?: StorageClass;
}

/** In a bucket that exists. */
export type NewObject = Pick<ObjectRecord, "bucket" | "key"> &
  Partial<Pick<ObjectRecord, "sizeBytes" | "storageClass" | "job">>;

export function addBucket(world: World, given: NewBucket = {}): BucketRecord {
  const { profile: profileName = "otc", project: text, name = "demo-bucket", ...rest } = given;
  const { profile, project } = projectNamed(world, profileName, text);
  const bucket: BucketRecord = {
    region: profile.region,
    storageClass: "STANDARD",
    ...rest,
    name,
    profile: profileName,
    projectId: project.id,
  };
  world.buckets.set(name, bucket);
  return bucket;
}

export function addObject(world: World, given: NewObject): ObjectRecord {
  const { storageClass } = known("bucket", world.buckets, given.bucket);
  const object: ObjectRecord = { sizeBytes: 2 ** 30, storageClass, job: {}, ...given };
  world.objects.set(address(object), object);
  return object;
}

const address = ({ bucket, key }: { bucket: string; key: string }): string => `${bucket}:${key}`;

export const objectIn = (world: World, bucket: string, key: string): ObjectRecord | undefined =>
  world.objects.get(address({ bucket, key }));

export type BucketView = BucketRecord & { project: string };

export const bucketView = (world: World, bucket: BucketRecord): BucketView => ({
  ...bucket,
  project: projectNamed(world, bucket.profile, bucket.projectId).project.name,
});

export const bucketViews = (world: World): BucketView[] =>
  [...world.buckets.values()].map((bucket) => bucketView(world, bucket));

export const objectViews = (world: World): ObjectRecord[] => [...world.objects.values()];

/** With everything in it. */
export function removeBucket(world: World, name: string): void {
  known("bucket", world.buckets, name);
  world.buckets.delete(name);
  for (const [id, { bucket }] of world.objects) if (bucket === name) world.objects.delete(id);
}

export function removeObject(world: World, bucket: string, key: string): void {
  const id = address({ bucket, key });
  known("object", world.objects, id);
  world.objects.delete(id);
}
