import type { CallOptions } from "../../../http/call";
import { ConflictError } from "../../../http/errors";
import { imagesOf, textAt } from "../../parseImages";
import type {
  BackupStorage,
  ExistingTemplate,
  FailedCopy,
  Snapshot,
  TemplateRequest,
  Templates,
} from "../../templates";
import { failedCopiesIn, type JobResult } from "../job";
import { ofUuids } from "../query";
import { backupStorageOf, snapshotOf, WireBackupStorage, WireSnapshot } from "../sources";
import type { ZstackCalls } from "../zstackCalls";
import type { ZstackJobs } from "../zstackJobs";
import { isDeleted } from "./image";
import { unlessUnknown } from "./userTags";

/**
 * Data volume templates, and what they are made from and kept on (docs/vendors/zstack.md#creating-a-template,
 * docs/vendors/zstack.md#update-delete-and-expunge, docs/vendors/zstack.md#snapshots-and-backup-storage).
 */
export function zstackTemplates(calls: ZstackCalls, jobs: ZstackJobs): Templates {
  /** Creates that were answered with their end: no job knows of them. */
  const endedAtOnce = new Map<string, JobResult>();
  return { create, failedCopies, existing, expunge, showSnapshot, backupStorages };

  /**
   * A create that a session which is over keeps from beginning is told by its job, under a uuid that is used up then:
   * so it is found out before, by a call that is refused at once.
   */
  async function create(
    request: TemplateRequest,
    { imageUuid, jobUuid }: { readonly imageUuid: string; readonly jobUuid: string },
    options?: CallOptions,
  ): Promise<"accepted" | "duplicate"> {
    await existing([imageUuid], options);
    const { snapshotUuid } = request;
    const order = {
      what: `create a template from volume snapshot ${snapshotUuid}`,
      method: "POST",
      path: `/images/data-volume-templates/from/volume-snapshots/${encodeURIComponent(snapshotUuid)}`,
      body: bodyOf(request, imageUuid),
    } as const;
    const sent = await calls.submit(order, jobUuid, options);
    if (sent.state === "done") endedAtOnce.set(jobUuid, sent.result);
    return sent.state === "duplicate" ? "duplicate" : "accepted";
  }

  async function failedCopies(jobUuid: string, options?: CallOptions): Promise<readonly FailedCopy[]> {
    const ended = endedAtOnce.get(jobUuid);
    if (ended !== undefined) return failedCopiesIn(ended);
    const seen = await jobs.read(`show job ${jobUuid}`, jobUuid, options);
    return seen?.state === "succeeded" ? failedCopiesIn(seen.result) : [];
  }

  /** By their uuids alone: whatever else is odd about one, its uuid cannot be used again. */
  async function existing(uuids: readonly string[], options?: CallOptions): Promise<ExistingTemplate[]> {
    const items = await ofUuids(calls, { what: "list images", path: "/images", uuids }, options);
    return uuids.flatMap((uuid) => {
      const item = items.find((one) => textAt(one, "uuid") === uuid);
      return item === undefined ? [] : [{ uuid, deleted: isDeleted(item) }];
    });
  }

  /** While one that an earlier run has sent is at work, another finds nothing to expunge when its turn comes. */
  async function expunge(imageUuid: string, options?: CallOptions): Promise<void> {
    const order = {
      what: `expunge image ${imageUuid}`,
      method: "PUT",
      path: `/images/${encodeURIComponent(imageUuid)}/actions`,
      body: { expungeImage: {} },
    } as const;
    try {
      await calls.perform(order, options).catch(unlessUnknown);
    } catch (error) {
      const gone = error instanceof ConflictError && (await existing([imageUuid], options)).length === 0;
      if (!gone) throw error;
    }
  }

  async function showSnapshot(uuid: string, options?: CallOptions): Promise<Snapshot | undefined> {
    const asked = { what: `show volume snapshot ${uuid}`, path: "/volume-snapshots", uuids: [uuid] };
    const items = await ofUuids(calls, asked, options);
    const wires = imagesOf(items, WireSnapshot, { key: "uuid", values: [uuid] }, { what: asked.what });
    return wires.map(snapshotOf).find((snapshot) => snapshot.uuid === uuid);
  }

  async function backupStorages(uuids: readonly string[], options?: CallOptions): Promise<BackupStorage[]> {
    const asked = { what: "list backup storages", path: "/backup-storage", uuids };
    const items = await ofUuids(calls, asked, options);
    const wires = imagesOf(items, WireBackupStorage, { key: "uuid", values: uuids }, { what: asked.what });
    return wires.map(backupStorageOf).filter(({ uuid }) => uuids.includes(uuid));
  }
}

/** The tags stand beside the parameters (docs/vendors/zstack.md#addresses-bodies-and-values). */
function bodyOf(request: TemplateRequest, resourceUuid: string): object {
  const { name, description, backupStorageUuids, tagUuids, systemTags, userTags } = request;
  return {
    params: { name, description, backupStorageUuids, resourceUuid, tagUuids },
    systemTags: systemTags ?? [],
    userTags,
  };
}
