import type { World } from "../../world/world";
import type { Api } from "../api/api";
import { failWith } from "../api/errorCode";
import { existing, needList, needText, ownedBy } from "../api/needText";
import { type Fields, object, textField } from "../api/readBody";
import { soon, succeed } from "../jobs/zstackJob";
import { liveTemplate } from "../templates/templateRecord";
import { isUuid } from "../world/newUuid";
import { checkNewSystemTags } from "./checkNewSystemTags";
import { addTag, deletePattern, type TagPatternRecord, type TagRecord, tagInventory } from "./tagRecord";

/** Tags that come and go by themselves (docs/vendors/zstack.md#tags; tag2 of zstack's sources). */

interface Owned {
  readonly uuid: string;
  readonly accountUuid: string;
}

/** What can bear tags here. */
function resource(world: World, uuid: string): (Owned & { readonly type: string }) | undefined {
  const image = liveTemplate(world, uuid);
  if (image) return { uuid, accountUuid: image.accountUuid, type: "ImageVO" };
  const snapshot = world.zstack.snapshots.get(uuid);
  return snapshot && { uuid, accountUuid: snapshot.accountUuid, type: "VolumeSnapshotVO" };
}

const creating = (type: TagRecord["type"]): Api => ({
  api: `create${type}Tag`,
  prepare: ({ call, params, identify }) => {
    const message = `APICreate${type}TagMsg`;
    const resourceType = needText(message, params, "resourceType");
    const resourceUuid = needText(message, params, "resourceUuid");
    const tag = needText(message, params, "tag", 2048);
    const owner =
      resource(call.world, resourceUuid) ??
      failWith(
        "SYS.1003",
        `invalid field[resourceUuid], resource[uuid:${resourceUuid}, type:${resourceType}] not found`,
      );
    const caller = identify();
    ownedBy(caller, resourceUuid, owner.accountUuid);
    if (type === "System") checkNewSystemTags([tag]);
    return (job) =>
      soon(call.world, job, () => {
        const { accountUuid } = owner;
        const made = addTag(call.world, { type, resourceType, resourceUuid, tag, accountUuid });
        return { inventory: tagInventory(call.world, made) };
      });
  },
});
export const createUserTagApi = creating("User");
export const createSystemTagApi = creating("System");

/** A tag of a resource, or a tag pattern with all its copies. What is not there is deleted already. */
export const deleteTagApi: Api = {
  api: "deleteTag",
  prepare: ({ call, identify }) => {
    const { world } = call;
    const uuid = call.params.uuid ?? "";
    if (!isUuid(uuid)) failWith("SYS.1003", `invalid value[${uuid}] of field [uuid]`);
    const found = world.zstack.tags.get(uuid) ?? world.zstack.tagPatterns.get(uuid);
    if (!found) return (job) => succeed(job, call.now, {});
    ownedBy(identify(), uuid, found.accountUuid);
    return (job) =>
      soon(world, job, () => {
        world.zstack.tags.delete(uuid);
        deletePattern(world, uuid);
        return {};
      });
  },
};

/** `POST /tags/{tagUuid}/resources` (APIAttachTagToResourcesMsg.java, TagPatternBase `attachTag`). */
export const attachTagApi: Api = {
  api: "attachTagToResources",
  prepare: ({ call, params, identify }) => {
    const { world } = call;
    const uuids = needList("APIAttachTagToResourcesMsg", params, "resourceUuids");
    const pattern = existing("tagUuid", "TagPatternVO", call.params.tagUuid ?? "", world.zstack.tagPatterns);
    const unknown = uuids.filter((uuid) => !resource(world, uuid));
    if (unknown.length > 0)
      failWith(
        "SYS.1003",
        `invalid field[resourceUuids], resource[uuids:[${unknown.join(", ")}], type:ResourceVO] not found`,
      );
    const caller = identify();
    ownedBy(caller, pattern.uuid, pattern.accountUuid);
    for (const uuid of uuids) ownedBy(caller, uuid, resource(world, uuid)?.accountUuid ?? "");
    const tag = filled(pattern, object(params.tokens));
    return (job) =>
      soon(world, job, () => ({ results: uuids.map((uuid) => attached(world, pattern, uuid, tag)) }));
  },
};

/** One that is attached already stays as it is. */
function attached(world: World, pattern: TagPatternRecord, resourceUuid: string, tag: string): object {
  const before = [...world.zstack.tags.values()].find(
    (one) => one.tagPatternUuid === pattern.uuid && one.resourceUuid === resourceUuid,
  );
  const owner = resource(world, resourceUuid);
  const made =
    before ??
    addTag(world, {
      type: "User",
      tag,
      tagPatternUuid: pattern.uuid,
      resourceUuid,
      resourceType: owner?.type ?? "ImageVO",
      accountUuid: pattern.accountUuid,
    });
  return { success: true, inventory: tagInventory(world, made) };
}

function filled({ type, value }: TagPatternRecord, tokens: Fields): string {
  const names = [...value.matchAll(/\{([^{}:]+)\}/g)].map(([, name = ""]) => name);
  if (type === "simple") {
    if (Object.keys(tokens).length > 0) failWith("SYS.1007", "simple tag pattern has no tokens");
    return value;
  }
  if (names.some((name) => textField(tokens, name) === undefined))
    failWith("SYS.1007", `all tokens [${names.join(", ")}] must be specify`);
  return names.reduce((text, name) => text.replace(`{${name}}`, String(tokens[name])), value);
}

/** `DELETE /tags/{tagUuid}/resources?resourceUuids=…` (APIDetachTagFromResourcesMsg.java). */
export const detachTagApi: Api = {
  api: "detachTagFromResources",
  prepare: ({ call, params, identify }) => {
    const { world } = call;
    const uuids = needList("APIDetachTagFromResourcesMsg", params, "resourceUuids");
    const pattern = existing("tagUuid", "TagPatternVO", call.params.tagUuid ?? "", world.zstack.tagPatterns);
    ownedBy(identify(), pattern.uuid, pattern.accountUuid);
    return (job) =>
      soon(world, job, () => {
        for (const tag of world.zstack.tags.values())
          if (tag.tagPatternUuid === pattern.uuid && uuids.includes(tag.resourceUuid))
            world.zstack.tags.delete(tag.uuid);
        return {};
      });
  },
};
