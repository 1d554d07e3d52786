import type { Answer, Call } from "../http/answer";
import { match, open, type Route } from "../http/route";
import { acting, deleting, posting, reading } from "./api/api";
import { existing, ownedBy } from "./api/needText";
import { gson, text } from "./api/zstackEnvelope";
import type { Caller } from "./identity/caller";
import { sessionRoutes } from "./identity/sessionRoutes";
import { progressOf } from "./jobs/progressOf";
import { showJob } from "./jobs/zstackJob";
import { answerQuery, parseQuery, type Queryable } from "./query/answerQuery";
import { backupStorages, images, snapshots, systemTags, tagPatterns, userTags } from "./query/queryables";
import { backupStorageInventory, canTake } from "./storage/backupStorageRecord";
import {
  attachTagApi,
  createSystemTagApi,
  createUserTagApi,
  deleteTagApi,
  detachTagApi,
} from "./tags/createUserTagApi";
import { createTemplateApi } from "./templates/createTemplateApi";
import { deleteImageApi, expungeImageApi, recoverImageApi } from "./templates/deleteImageApi";
import { changeImageStateApi, syncImageSizeApi, updateImageApi } from "./templates/updateImageApi";
import { zstackNow } from "./world/agenda";

/** The list and the look at one are the same call: not found is an empty list (docs/vendors/zstack.md#queries). */
function querying<Row>(name: string, path: string, kind: Queryable<Row>): Route[] {
  const answer = (call: Call, identify: () => Caller): Answer => {
    const query = parseQuery(call);
    return answerQuery(call.world, identify(), query, kind);
  };
  return [reading(name, `GET ${path}`, answer), reading(name, `GET ${path}/{uuid}`, answer)];
}

/** The stores that could take a template of the snapshot (docs/vendors/zstack.md#snapshots-and-backup-storage). */
function candidates(call: Call, identify: () => Caller): Answer {
  const { zstack } = call.world;
  const uuid = call.params.uuid ?? "";
  const snapshot = existing("volumeSnapshotUuid", "VolumeSnapshotVO", uuid, zstack.snapshots);
  ownedBy(identify(), uuid, snapshot.accountUuid);
  const found = [...zstack.backupStorages.values()].filter((storage) => canTake(storage, snapshot.sizeBytes));
  return gson(200, { inventories: found.map((storage) => backupStorageInventory(call.world, storage)) });
}

const IMAGE_ACTIONS = [
  updateImageApi,
  changeImageStateApi,
  expungeImageApi,
  recoverImageApi,
  syncImageSizeApi,
];

export const zstackRoutes: Route[] = [
  ...sessionRoutes,
  open("zstack.showJob", "GET /v1/api-jobs/{uuid}", (call) => {
    zstackNow(call.world);
    return showJob(call);
  }),
  posting(
    "zstack.createTemplate",
    "POST /v1/images/data-volume-templates/from/volume-snapshots/{uuid}",
    createTemplateApi,
  ),
  reading(
    "zstack.candidateBackupStorage",
    "GET /v1/images/volume-snapshots/{uuid}/candidate-backup-storage",
    candidates,
  ),
  ...querying("zstack.queryImages", "/v1/images", images),
  acting("zstack.imageAction", "PUT /v1/images/{uuid}/actions", IMAGE_ACTIONS),
  deleting("zstack.deleteImage", "DELETE /v1/images/{uuid}", ["backupStorageUuids"], deleteImageApi),
  ...querying("zstack.querySnapshots", "/v1/volume-snapshots", snapshots),
  ...querying("zstack.queryBackupStorage", "/v1/backup-storage", backupStorages),
  ...querying("zstack.queryUserTags", "/v1/user-tags", userTags),
  posting("zstack.createUserTag", "POST /v1/user-tags", createUserTagApi),
  ...querying("zstack.querySystemTags", "/v1/system-tags", systemTags),
  posting("zstack.createSystemTag", "POST /v1/system-tags", createSystemTagApi),
  ...querying("zstack.queryTagPatterns", "/v1/tags", tagPatterns),
  deleting("zstack.deleteTag", "DELETE /v1/tags/{uuid}", [], deleteTagApi),
  posting("zstack.attachTag", "POST /v1/tags/{tagUuid}/resources", attachTagApi),
  deleting("zstack.detachTag", "DELETE /v1/tags/{tagUuid}/resources", ["resourceUuids"], detachTagApi),
  reading("zstack.showProgress", "GET /v1/task-progresses/{uuid}", (call, identify) => {
    identify();
    return gson(200, { inventories: progressOf(call.world, call.params.uuid ?? "") });
  }),
];

/**
 * Text for all that has no route; which one depends on what else the path has (docs/vendors/zstack.md#errors,
 * RestServer `handleNonUniqueApi`).
 */
export function noZstackRoute(call: Call): Answer {
  const path = call.rest;
  if (/^\/v1\/api-jobs\/[^/]+$/.test(path))
    return text(405, "only GET method is allowed for querying job status");
  const others = ["GET", "POST", "PUT", "DELETE"].some((method) =>
    match(zstackRoutes, "zstack", method, path),
  );
  if (!others) return text(404, `no api mapping to ${path}`);
  switch (call.method) {
    case "POST":
      return text(500, `No creational API found for the path[${call.path}]`);
    case "GET":
      return text(500, `No query API found for the path[${call.path}]`);
    case "DELETE":
      return text(500, `No delete API found for the path[${call.path}]`);
    case "PUT":
      return text(400, `the body doesn't contain action mapping to the URL[${path}]`);
    default:
      return text(405, `The method[${call.method}] is not allowed for the path[${call.path}]`);
  }
}
