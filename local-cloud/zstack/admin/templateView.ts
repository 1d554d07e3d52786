import { UnknownFixture, type World } from "../../world/world";
import { accountNameOf, accountUuidOf } from "../storage/snapshotRecord";
import { addTag, removeTagsOf, type TagRecord, tagsOf } from "../tags/tagRecord";
import { removeSoftly } from "../templates/removeSoftly";
import {
  liveTemplate,
  newRef,
  newTemplate,
  type TemplateRecord,
  templateInventory,
} from "../templates/templateRecord";
import { zstackNow } from "../world/agenda";
import { newUuid } from "../world/newUuid";

/** Templates that are put there, changed and taken away behind everybody's back. */

type Settable = Partial<
  Pick<
    TemplateRecord,
    | "name"
    | "description"
    | "state"
    | "status"
    | "size"
    | "actualSize"
    | "url"
    | "mediaType"
    | "guestOsType"
    | "platform"
    | "architecture"
    | "format"
    | "system"
    | "virtio"
    | "md5Sum"
    | "deletionRefusal"
  >
>;
export type TemplatePatch = Settable & {
  /** All of them; those that are not named go. */
  userTags?: string[];
  systemTags?: string[];
  backupStorageRefs?: {
    backupStorageUuid: string;
    status?: string;
    installPath?: string;
    exportUrl?: string;
    exportMd5Sum?: string;
  }[];
};
export type NewTemplate = TemplatePatch & {
  uuid?: string;
  /** By name or uuid; `demo` by default. */
  account?: string;
};

/** As on the wire, and what only the cloud itself knows. */
export type TemplateView = Record<string, unknown> & {
  uuid: string;
  name: string;
  status: string;
  state: string;
  backupStorageRefs: { backupStorageUuid: string; status: string; installPath: string }[];
  account: string;
  userTags: string[];
  systemTags: string[];
  deletionRefusal: string | null;
};

export function templateView(world: World, image: TemplateRecord): TemplateView {
  const texts = (type: TagRecord["type"]): string[] => tagsOf(world, image.uuid, type).map(({ tag }) => tag);
  return {
    ...templateInventory(world, image),
    account: accountNameOf(image.accountUuid),
    userTags: texts("User"),
    systemTags: texts("System"),
    deletionRefusal: image.deletionRefusal,
  } as unknown as TemplateView;
}

export const templateViews = (world: World): TemplateView[] =>
  [...zstackNow(world).images.values()]
    .filter(({ removed }) => !removed)
    .map((image) => templateView(world, image));

function byUuid(world: World, uuid: string): TemplateRecord {
  zstackNow(world);
  const image = liveTemplate(world, uuid);
  if (!image) throw new UnknownFixture(`no template ${uuid}`);
  return image;
}

export const showTemplate = (world: World, uuid: string): TemplateView =>
  templateView(world, byUuid(world, uuid));

export function addTemplate(world: World, given: NewTemplate = {}): TemplateView {
  const { uuid = newUuid(), account, ...rest } = given;
  if (zstackNow(world).images.has(uuid)) throw new UnknownFixture(`the uuid ${uuid} is taken`);
  const image = newTemplate(world.clock.now(), {
    uuid,
    accountUuid: accountUuidOf(account),
    name: "demo-template",
    status: "Ready",
    format: "qcow2",
    url: `volumeSnapshot://${newUuid()}`,
    size: 10 * 2 ** 30,
    actualSize: 2 ** 30,
  });
  world.zstack.images.set(uuid, image);
  return patchTemplate(world, uuid, rest);
}

export function patchTemplate(world: World, uuid: string, changes: TemplatePatch): TemplateView {
  const image = byUuid(world, uuid);
  const now = world.clock.now();
  const { userTags, systemTags, backupStorageRefs, ...rest } = changes;
  Object.assign(image, rest, { changedAt: now });
  if (backupStorageRefs)
    image.refs = backupStorageRefs.map((ref) => ({
      ...newRef(world, now, ref.backupStorageUuid, image.format),
      ...ref,
    }));
  replaceTags(world, image, "User", userTags);
  replaceTags(world, image, "System", systemTags);
  return templateView(world, image);
}

function replaceTags(
  world: World,
  { uuid, accountUuid }: TemplateRecord,
  type: TagRecord["type"],
  tags: string[] | undefined,
): void {
  if (!tags) return;
  removeTagsOf(world, uuid, type);
  for (const tag of tags)
    addTag(world, { type, tag, resourceUuid: uuid, resourceType: "ImageVO", accountUuid });
}

/** Gone at once, as after an expunge. */
export function removeTemplate(world: World, uuid: string): void {
  removeSoftly(world, byUuid(world, uuid));
}
