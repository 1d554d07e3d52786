import { effectiveSettings, type World } from "../../world/world";
import { type ErrorCode, errorCode, failWith } from "../api/errorCode";
import { fail, succeed, type ZstackJob } from "../jobs/zstackJob";
import { canTake } from "../storage/backupStorageRecord";
import type { SnapshotRecord } from "../storage/snapshotRecord";
import { addTag } from "../tags/tagRecord";
import { later } from "../world/agenda";
import { enqueue } from "../world/enqueue";
import { removeSoftly } from "./removeSoftly";
import { liveTemplate, newRef, type TemplateRecord, templateInventory } from "./templateRecord";

/**
 * How a template comes into being: its row at once, then a copy on each store
 * (docs/vendors/zstack.md#creating-a-template, steps 1 to 5).
 */
export interface TemplatePlan {
  readonly snapshot: SnapshotRecord;
  readonly storageUuids: readonly string[];
  readonly image: TemplateRecord;
  readonly tags: readonly { type: "User" | "System"; tag: string; tagPatternUuid?: string }[];
}

export function beginTemplate(
  world: World,
  job: ZstackJob,
  { snapshot, storageUuids, image, tags }: TemplatePlan,
): void {
  const { images } = world.zstack;
  if (images.has(image.uuid)) failWith("SYS.1000", `Duplicate entry '${image.uuid}' for key 'PRIMARY'`);
  images.set(image.uuid, image);
  for (const tag of tags)
    addTag(world, {
      ...tag,
      resourceUuid: image.uuid,
      resourceType: "ImageVO",
      accountUuid: image.accountUuid,
    });
  const failures: Failure[] = [];
  let waiting = storageUuids.length;
  const answered = (at: number, backupStorageUuid: string, error?: ErrorCode): void => {
    if (error) failures.push({ backupStorageUuid, error });
    waiting -= 1;
    if (waiting === 0) finish(world, job, { snapshot, storageUuids, image, at, failures });
  };
  job.expectedEndsAt = job.startedAt + storageUuids.reduce((sum, uuid) => sum + uploadTime(world, uuid), 0);
  const queue = snapshot.volumeUuid ?? snapshot.treeUuid;
  for (const uuid of storageUuids)
    enqueue(world, queue, job.startedAt, (at, done) =>
      upload(world, { snapshotUuid: snapshot.uuid, storageUuid: uuid, image, at }, (end, failure) => {
        answered(end, uuid, failure);
        done(end);
      }),
    );
}

function uploadTime(world: World, storageUuid: string): number {
  const own = world.zstack.backupStorages.get(storageUuid)?.templateSeconds;
  return world.milliseconds(own ?? effectiveSettings(world).templateSeconds);
}

interface Upload {
  readonly snapshotUuid: string;
  readonly storageUuid: string;
  readonly image: TemplateRecord;
  readonly at: number;
}

/**
 * The snapshot is looked at again when its turn comes; the store only once the temporary template is made
 * (docs/vendors/zstack.md#creating-a-template).
 */
function upload(world: World, job: Upload, done: (at: number, failure?: ErrorCode) => void): void {
  const snapshot = world.zstack.snapshots.get(job.snapshotUuid);
  if (snapshot?.status !== "Ready") {
    const was = snapshot ? `its status is ${snapshot.status}` : "it is gone";
    done(
      job.at,
      errorCode(
        "VOLUME_SNAPSHOT.1000",
        `snapshot[uuid:${job.snapshotUuid}] is not in status Ready, ${was}, it doesn't allow operation[createTemplate]`,
      ),
    );
    return;
  }
  later(world, job.at + uploadTime(world, job.storageUuid), (end) => {
    const failure = storeFailure(world, job, snapshot);
    if (!failure) addCopy(world, job, snapshot, end);
    done(end, failure);
  });
}

function storeFailure(
  world: World,
  { storageUuid, image }: Upload,
  { sizeBytes }: SnapshotRecord,
): ErrorCode | undefined {
  const storage = world.zstack.backupStorages.get(storageUuid);
  if (!storage || !canTake(storage, sizeBytes))
    return errorCode("BS.1003", `failed to allocate backup storage[uuid:${storageUuid}]`, {
      cause: errorCode(
        "SYS.1006",
        `backup storage[uuid:${storageUuid}] can not satisfy one or more conditions[available capacity > ${sizeBytes} bytes, status = Connected, state = Enabled]`,
      ),
    });
  if (storage.failing !== null) return errorCode("SYS.1006", storage.failing);
  // Deleted while it was being made: the reference has no row to stand beside
  // (docs/vendors/zstack.md#update-delete-and-expunge).
  if (world.zstack.images.get(image.uuid) !== image || image.removed)
    return errorCode("SYS.1000", `cannot add the reference of image[uuid:${image.uuid}], its row is gone`);
  return undefined;
}

/** The first copy makes the image Ready, whether others are still under way or not. */
function addCopy(
  world: World,
  { storageUuid, image }: Upload,
  { sizeBytes, volumeSizeBytes }: SnapshotRecord,
  at: number,
): void {
  const storage = world.zstack.backupStorages.get(storageUuid);
  if (storage) storage.availableBytes -= sizeBytes;
  image.refs.push(newRef(world, at, storageUuid, image.format));
  image.changedAt = at;
  if (image.status !== "Creating") return;
  Object.assign(image, { status: "Ready", size: volumeSizeBytes, actualSize: sizeBytes });
}

interface Outcome {
  readonly snapshot: SnapshotRecord;
  readonly storageUuids: readonly string[];
  readonly image: TemplateRecord;
  readonly at: number;
  readonly failures: readonly Failure[];
}

/** As the page has it. */
interface Failure {
  readonly backupStorageUuid: string;
  readonly error: ErrorCode;
}

/**
 * Stores that failed are reported only by their absence, as long as one succeeded: the open source never fills `failures`
 * (docs/vendors/zstack.md#creating-a-template). A commercial build may.
 */
function finish(
  world: World,
  job: ZstackJob,
  { snapshot, storageUuids, image, at, failures }: Outcome,
): void {
  if (failures.length < storageUuids.length) {
    const reported = effectiveSettings(world).zstackTellsFailures ? { failures } : {};
    succeed(job, at, { inventory: templateInventory(world, image), ...reported });
    return;
  }
  if (liveTemplate(world, image.uuid) === image) removeSoftly(world, image);
  const stores = `[${storageUuids.join(", ")}]`;
  fail(
    job,
    at,
    errorCode(
      "SYS.1006",
      `failed to create template from the volume snapshot[uuid:${snapshot.uuid}] on backup storage[uuids:${stores}]`,
      { causes: failures.map(({ error }) => error) },
    ),
  );
}
