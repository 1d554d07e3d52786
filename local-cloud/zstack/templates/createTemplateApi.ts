import type { Api, Order } from "../api/api";
import { failWith } from "../api/errorCode";
import {
  allExisting,
  existing,
  mayResourceUuid,
  mayText,
  needList,
  needText,
  ownedBy,
} from "../api/needText";
import { checkNewSystemTags, simplePatterns } from "../tags/checkNewSystemTags";
import { beginTemplate, type TemplatePlan } from "./beginTemplate";
import { newTemplate } from "./templateRecord";

const MESSAGE = "APICreateDataVolumeTemplateFromVolumeSnapshotMsg";

/** 72 hours (docs/vendors/zstack.md#jobs). */
const TIMEOUT_MS = 72 * 3600_000;

/** `POST /images/data-volume-templates/from/volume-snapshots/{uuid}` (docs/vendors/zstack.md#creating-a-template). */
export const createTemplateApi: Api = {
  api: "createDataVolumeTemplateFromVolumeSnapshot",
  timeoutMs: TIMEOUT_MS,
  prepare: (order) => {
    const plan = checked(order);
    return (job) => beginTemplate(order.call.world, job, plan);
  },
};

/**
 * In the order of ApiMediatorImpl: parameters, then uuid and session, then what this call asks for itself
 * (docs/vendors/zstack.md#errors).
 */
function checked({ call, params, userTags, systemTags, identify }: Order): TemplatePlan {
  const { zstack } = call.world;
  const name = needText(MESSAGE, params, "name", 255);
  const description = mayText(MESSAGE, params, "description", 2048);
  const storageUuids = [...new Set(needList(MESSAGE, params, "backupStorageUuids"))];
  allExisting("backupStorageUuids", "BackupStorageVO", storageUuids, zstack.backupStorages);
  const snapshot = existing("snapshotUuid", "VolumeSnapshotVO", call.params.uuid ?? "", zstack.snapshots);
  const uuid = mayResourceUuid(params);
  const caller = identify();
  ownedBy(caller, snapshot.uuid, snapshot.accountUuid);
  if (snapshot.status !== "Ready")
    failWith("SYS.1006", `volume snapshot[uuid:${snapshot.uuid}] is not Ready, it's ${snapshot.status}`);
  if (snapshot.state !== "Enabled")
    failWith("SYS.1006", `volume snapshot[uuid:${snapshot.uuid}] is not Enabled, it's ${snapshot.state}`);
  const patterns = simplePatterns(call.world, params, caller);
  const systemTagsToKeep = checkNewSystemTags(systemTags);
  const image = newTemplate(call.now, {
    ...(uuid === undefined ? {} : { uuid }),
    accountUuid: caller.accountUuid,
    name,
    description: description ?? null,
    status: "Creating",
    format: snapshot.format,
    url: `volumeSnapshot://${snapshot.uuid}`,
  });
  const tags = [
    ...userTags.map((tag) => ({ type: "User" as const, tag })),
    ...systemTagsToKeep.map((tag) => ({ type: "System" as const, tag })),
    ...patterns.map(({ value, uuid: tagPatternUuid }) => ({
      type: "User" as const,
      tag: value,
      tagPatternUuid,
    })),
  ];
  return { snapshot, storageUuids, image, tags };
}
