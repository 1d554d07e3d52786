import { effectiveSettings, type World } from "../../world/world";
import type { Api } from "../api/api";
import { errorCode, Failure, failWith } from "../api/errorCode";
import { existing, mayChoice, mayList, ownedBy } from "../api/needText";
import { textField } from "../api/readBody";
import { soon, succeed } from "../jobs/zstackJob";
import { later } from "../world/agenda";
import { isUuid } from "../world/newUuid";
import { purge, removeHard, removeSoftly } from "./removeSoftly";
import { liveTemplate, type TemplateRecord, type TemplateRef, templateInventory } from "./templateRecord";

/** How a template goes and comes back (docs/vendors/zstack.md#update-delete-and-expunge, ImageBase.java). */

export const deleteImageApi: Api = {
  api: "deleteImage",
  prepare: ({ call, params, identify }) => {
    const { world } = call;
    const uuid = call.params.uuid ?? "";
    if (!isUuid(uuid)) failWith("SYS.1003", `invalid value[${uuid}] of field [uuid]`);
    mayChoice(params, "deleteMode", ["Permissive", "Enforcing"]);
    const wanted = mayList("APIDeleteImageMsg", params, "backupStorageUuids");
    const image = liveTemplate(world, uuid);
    // `successIfResourceNotExisting` ends the message here, before anybody looks at its session.
    if (!image) return (job) => succeed(job, call.now, {});
    ownedBy(identify(), uuid, image.accountUuid);
    const permissive = (textField(params, "deleteMode") ?? "Permissive") === "Permissive";
    return (job) =>
      soon(world, job, (at) => {
        if (permissive && image.deletionRefusal !== null)
          throw new Failure(
            errorCode("SYS.1004", `failed to delete image[uuid:${uuid}]`, {
              cause: errorCode("SYS.1006", image.deletionRefusal),
            }),
          );
        if (liveTemplate(world, uuid) === image) remove(world, image, wanted, at);
        return {};
      });
  },
};

function remove(
  world: World,
  image: TemplateRecord,
  wanted: readonly string[] | undefined,
  at: number,
): void {
  image.changedAt = at;
  if (image.refs.length === 0) {
    // One that is still being made loses its row while the upload goes on.
    if (image.status === "Ready") removeSoftly(world, image);
    else removeHard(world, image);
    return;
  }
  const chosen = image.refs.filter(({ backupStorageUuid }) => wanted?.includes(backupStorageUuid) ?? true);
  const { zstackDeletionPolicy: policy, zstackExpungeSeconds } = effectiveSettings(world);
  if (policy === "Direct" || policy === "DeleteReference") {
    purge(world, image, chosen, policy === "Direct");
    return;
  }
  const fresh = chosen.filter(({ status }) => status !== "Deleted");
  for (const ref of fresh) Object.assign(ref, { status: "Deleted", changedAt: at });
  if (image.refs.every(({ status }) => status === "Deleted")) image.status = "Deleted";
  if (policy === "Never" || fresh.length === 0) return;
  image.deletions += 1;
  const turn = image.deletions;
  const end = at + world.milliseconds(zstackExpungeSeconds);
  const expire = (): void => {
    if (image.deletions !== turn || image.removed) return;
    purge(
      world,
      image,
      image.refs.filter(({ status }) => status === "Deleted"),
    );
  };
  later(world, end, expire, true);
}

/** Of those that are named, or of all; each must be Deleted, and there must be one. */
function deletedRefs(image: TemplateRecord, wanted: readonly string[] | undefined): TemplateRef[] {
  const deleted = image.refs.filter(({ status }) => status === "Deleted");
  const others = (wanted ?? []).filter(
    (uuid) => !deleted.some(({ backupStorageUuid }) => backupStorageUuid === uuid),
  );
  if (others.length > 0)
    failWith(
      "SYS.1007",
      `image[uuid:${image.uuid}, name:${image.name}] is not deleted on the backup storage[uuid:${others[0]}]`,
    );
  if (deleted.length === 0)
    failWith(
      "SYS.1006",
      `the image[uuid:${image.uuid}, name:${image.name}] is not deleted on any backup storage`,
    );
  return deleted.filter(({ backupStorageUuid }) => wanted?.includes(backupStorageUuid) ?? true);
}

/** Both look at the references when they are at work, not before the 202. */
const onDeleted = (
  api: string,
  work: (world: World, image: TemplateRecord, refs: TemplateRef[], at: number) => object,
): Api => ({
  api,
  prepare: ({ call, params, identify }) => {
    const { world } = call;
    const wanted = mayList(`API${api[0]?.toUpperCase()}${api.slice(1)}Msg`, params, "backupStorageUuids");
    const image = existing("imageUuid", "ImageVO", call.params.uuid ?? "", liveImages(world));
    ownedBy(identify(), image.uuid, image.accountUuid);
    return (job) => soon(world, job, (at) => work(world, image, deletedRefs(image, wanted), at));
  },
});

export const liveImages = ({ zstack }: World): ReadonlyMap<string, TemplateRecord> =>
  new Map([...zstack.images].filter(([, image]) => !image.removed));

export const expungeImageApi = onDeleted("expungeImage", (world, image, refs) => {
  purge(world, image, refs);
  return {};
});

export const recoverImageApi = onDeleted("recoverImage", (world, image, refs, at) => {
  for (const ref of refs) Object.assign(ref, { status: "Ready", changedAt: at });
  Object.assign(image, { status: "Ready", changedAt: at, deletions: image.deletions + 1 });
  return { inventory: templateInventory(world, image) };
});
