import type { CallOptions } from "../../http/call";
import { NotFoundError } from "../../http/errors";
import type { Commit } from "../cloud";
import type { Image, ImageChange } from "../image";
import type { ZstackCalls } from "./calls";
import { actionsFor } from "./change";
import type { ZstackImages } from "./images";
import { tagSteps } from "./tags";
import type { ZstackUserTags } from "./userTags";

/** Sends what differs, one job after the other, that which commits the change last. All of it repeats harmlessly. */
export function zstackChanges(calls: ZstackCalls, images: ZstackImages, userTags: ZstackUserTags) {
  return { changeImage };

  async function changeImage(
    image: Image,
    change: ImageChange,
    commit: Commit,
    options?: CallOptions,
  ): Promise<Image> {
    if (commit === "name") await changeTags(image, change, options);
    await act(image, change, options);
    if (commit === "tags") await changeTags(image, change, options);
    const changed = await images.show(image.id, options);
    if (changed !== undefined) return changed;
    throw new NotFoundError(`change image ${image.id}: it has been deleted meanwhile`, {
      outcome: "unknown",
    });
  }

  async function act(image: Image, change: ImageChange, options?: CallOptions): Promise<void> {
    for (const body of actionsFor(image, change)) {
      const path = `/images/${encodeURIComponent(image.id)}/actions`;
      await calls.perform({ what: `change image ${image.id}`, method: "PUT", path, body }, options);
    }
  }

  async function changeTags(image: Image, change: ImageChange, options?: CallOptions): Promise<void> {
    if (change.tags === undefined && change.userTags === undefined) return;
    const present = await userTags.ofImage(image.id, options);
    for (const steps of tagSteps(present, change)) await userTags.apply(image.id, steps, options);
  }
}
