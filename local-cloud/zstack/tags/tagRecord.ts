import { known, type World } from "../../world/world";
import { accountNameOf, accountUuidOf } from "../storage/snapshotRecord";
import { zstackNow } from "../world/agenda";
import { newUuid } from "../world/newUuid";
import { timestamp } from "../world/wallClock";

/** A tag on a resource (docs/vendors/zstack.md#tags). */
export interface TagRecord {
  readonly uuid: string;
  readonly type: "User" | "System";
  readonly resourceUuid: string;
  readonly resourceType: string;
  readonly accountUuid: string;
  readonly tag: string;
  /** Set where it is the copy of a tag pattern. */
  readonly tagPatternUuid: string | null;
  readonly createdAt: number;
}

/** What `tagUuids` name: a tag that is kept once and attached to many (tag2, TagPatternInventory.java). */
export interface TagPatternRecord {
  readonly uuid: string;
  readonly accountUuid: string;
  readonly createdAt: number;
  readonly name: string;
  readonly value: string;
  readonly description: string | null;
  readonly color: string;
  readonly type: "simple" | "withToken";
}

export type NewTagPattern = Partial<Omit<TagPatternRecord, "accountUuid" | "createdAt">> & {
  account?: string;
};
export type TagPatternView = Omit<TagPatternRecord, "accountUuid" | "createdAt"> & { account: string };

export function addTagPattern(world: World, given: NewTagPattern = {}): TagPatternRecord {
  const { account, ...rest } = given;
  const pattern: TagPatternRecord = {
    uuid: newUuid(),
    name: "demo-tag",
    value: given.name ?? "demo-tag",
    description: null,
    color: "#186EC2",
    type: "simple",
    ...rest,
    accountUuid: accountUuidOf(account),
    createdAt: world.clock.now(),
  };
  zstackNow(world).tagPatterns.set(pattern.uuid, pattern);
  return pattern;
}

export function tagPatternView({ accountUuid, createdAt: _c, ...rest }: TagPatternRecord): TagPatternView {
  return { ...rest, account: accountNameOf(accountUuid) };
}

export const tagPatternViews = (world: World): TagPatternView[] =>
  [...zstackNow(world).tagPatterns.values()].map(tagPatternView);

export function removeTagPattern(world: World, uuid: string): void {
  deletePattern(world, known("tag pattern", zstackNow(world).tagPatterns, uuid).uuid);
}

/** Its copies go with it. */
export function deletePattern(world: World, uuid: string): void {
  world.zstack.tagPatterns.delete(uuid);
  for (const tag of world.zstack.tags.values())
    if (tag.tagPatternUuid === uuid) world.zstack.tags.delete(tag.uuid);
}

const newTagUuid = (world: World): string => world.newId("tag").replaceAll("-", "");

export function addTag(
  world: World,
  given: Omit<TagRecord, "uuid" | "createdAt" | "tagPatternUuid"> & { tagPatternUuid?: string },
): TagRecord {
  const tag = { tagPatternUuid: null, ...given, uuid: newTagUuid(world), createdAt: world.clock.now() };
  world.zstack.tags.set(tag.uuid, tag);
  return tag;
}

export const tagsOf = (world: World, resourceUuid: string, type: TagRecord["type"]): TagRecord[] =>
  [...world.zstack.tags.values()].filter((tag) => tag.resourceUuid === resourceUuid && tag.type === type);

export function removeTagsOf(world: World, resourceUuid: string, type?: TagRecord["type"]): void {
  for (const tag of world.zstack.tags.values())
    if (tag.resourceUuid === resourceUuid && (type ?? tag.type) === tag.type)
      world.zstack.tags.delete(tag.uuid);
}

export function tagInventory(world: World, tag: TagRecord): object {
  const pattern = tag.tagPatternUuid === null ? undefined : world.zstack.tagPatterns.get(tag.tagPatternUuid);
  return {
    ...(tag.type === "System" ? { inherent: false } : { tagPatternUuid: tag.tagPatternUuid }),
    ...(pattern ? { tagPattern: tagPatternInventory(world, pattern) } : {}),
    uuid: tag.uuid,
    resourceUuid: tag.resourceUuid,
    resourceType: tag.resourceType,
    tag: tag.tag,
    type: tag.type,
    createDate: timestamp(world, tag.createdAt),
    lastOpDate: timestamp(world, tag.createdAt),
  };
}

export const tagPatternInventory = (world: World, pattern: TagPatternRecord): object => ({
  uuid: pattern.uuid,
  name: pattern.name,
  value: pattern.value,
  description: pattern.description,
  color: pattern.color,
  type: pattern.type,
  createDate: timestamp(world, pattern.createdAt),
  lastOpDate: timestamp(world, pattern.createdAt),
});
