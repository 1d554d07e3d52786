import type { CallOptions } from "../../../http/call";
import type { ChangeOptions, Commit } from "../../cloud";
import type { Image, ImageChange } from "../../image";
import type { ZstackCalls } from "../zstackCalls";
import { actionsFor } from "./actionsFor";
import type { ZstackImages } from "./images";
import { tagSteps, tagText } from "./tags";
import type { ZstackUserTags } from "./userTags";

/** Sends the differences, one job after the other; the one that commits the change comes last. All of them can be repeated. */
export function zstackChanges(calls: ZstackCalls, images: ZstackImages, userTags: ZstackUserTags) {
  return { changeImage, release };

  async function changeImage(
    image: Image,
    change: ImageChange,
    commit: Commit,
    options?: ChangeOptions,
  ): Promise<Image> {
    if (commit === "name") await changeTags(image, change, options);
    await act(image, change, options);
    if (commit === "tags") await changeTags(image, change, options);
    return images.show(image.id, options);
  }

  async function act(image: Image, change: ImageChange, options?: CallOptions): Promise<void> {
    for (const body of actionsFor(image, change)) {
      const path = `/images/${encodeURIComponent(image.id)}/actions`;
      await calls.perform({ what: `change image ${image.id}`, method: "PUT", path, body }, options);
    }
  }

  /** The last change of our tag commits. It may be cut short, because a release may overtake it. */
  async function changeTags(image: Image, change: ImageChange, options?: ChangeOptions): Promise<void> {
    if (change.tags === undefined && change.userTags === undefined) return;
    const present = await userTags.ofImage(image.id, options);
    const [users, ours] = tagSteps(present, change);
    await userTags.apply(image.id, users, options);
    await userTags.apply(image.id, ours, options, () => {
      const { signal: _, ...commit } = options?.committing?.() ?? {};
      return { ...options, ...commit };
    });
  }

  /**
   * Removes the claim and adds the bare mark, in any order, and even while an earlier removal of the old bare mark is still
   * running: an image without a claim and one with a bare mark are both found again.
   */
  function release({ id, tags }: Image, released: ImageChange, options?: CallOptions): Promise<void> {
    const texts = (of: Image["tags"]) => Object.entries(of).map(([key, value]) => tagText(key, value));
    return userTags.exchange(id, { add: texts(released.tags ?? {}), remove: texts(tags) }, options);
  }
}
