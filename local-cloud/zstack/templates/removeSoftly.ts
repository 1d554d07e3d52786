import type { World } from "../../world/world";
import { removeTagsOf } from "../tags/tagRecord";
import type { TemplateRecord, TemplateRef } from "./templateRecord";

/**
 * The row goes softly: nobody sees it any more, and its uuid stays taken
 * (docs/vendors/zstack.md#uuids-chosen-by-the-caller).
 */
export function removeSoftly(world: World, image: TemplateRecord): void {
  image.removed = true;
  removeTagsOf(world, image.uuid);
}

/** The row goes for good, and its uuid is free. */
export function removeHard(world: World, image: TemplateRecord): void {
  world.zstack.images.delete(image.uuid);
  removeTagsOf(world, image.uuid);
}

/** The bits go, and their room is free again; with the last reference the row goes. */
export function purge(
  world: World,
  image: TemplateRecord,
  refs: readonly TemplateRef[],
  bitsToo = true,
): void {
  for (const { backupStorageUuid } of bitsToo ? refs : []) {
    const storage = world.zstack.backupStorages.get(backupStorageUuid);
    if (storage)
      storage.availableBytes = Math.min(storage.totalBytes, storage.availableBytes + image.actualSize);
  }
  image.refs = image.refs.filter((ref) => !refs.includes(ref));
  if (image.refs.length === 0) removeSoftly(world, image);
}
