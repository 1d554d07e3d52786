import type { CallOptions } from "../../../http/call";
import { ConflictError } from "../../../http/errors";
import { parseImages, textAt } from "../../parseImages";
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
import { unlessTagGone } from "./userTags";

/**
 * Data volume templates, and what they are made from and kept on (docs/vendors/zstack.md#creating-a-template,
 * docs/vendors/zstack.md#update-delete-and-expunge, docs/vendors/zstack.md#snapshots-and-backup-storage).
 */
export function zstackTemplates(calls: ZstackCalls, jobs: ZstackJobs): Templates {
  /** Creates that were answered with their result: they have no job. */
  const endedAtOnce = new Map<string, JobResult>();
  return { create, failedCopies, existing, expunge, showSnapshot, backupStorages };

  /**
   * Only the job of a create would show that the session has expired, and its uuid would then be used up: so a call that is
   * refused at once checks the session first.
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

  /** By their uuids alone: even if the rest of one is invalid, its uuid cannot be used again. */
  async function existing(uuids: readonly string[], options?: CallOptions): Promise<ExistingTemplate[]> {
    const items = await ofUuids(calls, { what: "list images", path: "/images", uuids }, options);
    return uuids.flatMap((uuid) => {
      const item = items.find((one) => textAt(one, "uuid") === uuid);
      return item === undefined ? [] : [{ uuid, deleted: isDeleted(item) }];
    });
  }

  /**
   * While an expunge that an earlier run has sent is running, a second one would find nothing to expunge when its turn
   * comes.
   */
  async function expunge(imageUuid: string, options?: CallOptions): Promise<void> {
    const order = {
      what: `expunge image ${imageUuid}`,
      method: "PUT",
      path: `/images/${encodeURIComponent(imageUuid)}/actions`,
      body: { expungeImage: {} },
    } as const;
    try {
      await calls.perform(order, options).catch(unlessTagGone);
    } catch (error) {
      const gone = error instanceof ConflictError && (await existing([imageUuid], options)).length === 0;
      if (!gone) throw error;
    }
  }

  async function showSnapshot(uuid: string, options?: CallOptions): Promise<Snapshot | undefined> {
    const query = { what: `show volume snapshot ${uuid}`, path: "/volume-snapshots", uuids: [uuid] };
    const items = await ofUuids(calls, query, options);
    const wires = parseImages(items, WireSnapshot, { key: "uuid", values: [uuid] }, { what: query.what });
    return wires.map(snapshotOf).find((snapshot) => snapshot.uuid === uuid);
  }

  async function backupStorages(uuids: readonly string[], options?: CallOptions): Promise<BackupStorage[]> {
    const query = { what: "list backup storages", path: "/backup-storage", uuids };
    const items = await ofUuids(calls, query, options);
    const wires = parseImages(items, WireBackupStorage, { key: "uuid", values: uuids }, { what: query.what });
    return wires.map(backupStorageOf).filter(({ uuid }) => uuids.includes(uuid));
  }
}

/** The tags are beside the parameters, not among them (docs/vendors/zstack.md#addresses-bodies-and-values). */
function bodyOf(request: TemplateRequest, resourceUuid: string): object {
  const { name, description, backupStorageUuids, tagUuids, systemTags, userTags } = request;
  return {
    params: { name, description, backupStorageUuids, resourceUuid, tagUuids },
    systemTags: systemTags ?? [],
    userTags,
  };
}
