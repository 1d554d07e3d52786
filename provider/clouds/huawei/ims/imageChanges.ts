import type { Caller, CallOptions } from "../../../http/call";
import { CloudError } from "../../../http/errors";
import type { ChangeOptions, Commit, Deletion } from "../../cloud";
import type { Image, ImageChange } from "../../image";
import type { Session } from "../../keystone/session";
import { flipped, type PatchOperation, patchOf, type TagAction, tagActions } from "./change";
import { fromHuaweiImage, HuaweiImage, type WireImage } from "./image";
import { imsUrl } from "./imsUrl";

/** The calls that change an existing image's attributes and tags, and that delete it. */
export function imageChanges(caller: Caller, session: Session) {
  return { changeImage, deleteImage };

  /** `…/tags/action` and `PATCH /v2/cloudimages/{id}`, the call that commits comes last. Both can be repeated. */
  async function changeImage(
    image: Image,
    change: ImageChange,
    commit: Commit,
    { committing, ...options }: ChangeOptions = {},
  ): Promise<Image> {
    const last = () => committing?.() ?? options;
    if (commit === "name") return patched(await tagged(image, change, () => options), change, last);
    const changed = await patched(image, change, () => options);
    return tagged(changed, change, ({ action }) => (action === "create" ? last() : options));
  }

  async function tagged(
    image: Image,
    { tags }: ImageChange,
    optionsFor: (action: TagAction) => CallOptions,
  ): Promise<Image> {
    for (const action of tagActions(image, tags)) {
      const url = await imsUrl(
        session,
        `/v2/${await session.projectId()}/images/${encodeURIComponent(image.id)}/tags/action`,
      );
      const what = `${action.action === "create" ? "set" : "remove"} tags of image ${image.id}`;
      await caller.call({ what, method: "POST", url, body: action, idempotent: true }, optionsFor(action));
    }
    return { ...image, tags: tags ?? image.tags };
  }

  /** The tags in the answer may lag, so the known ones are kept. */
  async function patched(image: Image, change: ImageChange, optionsFor: () => CallOptions): Promise<Image> {
    const body = patchOf(image, change);
    if (body.length === 0) return image;
    return { ...fromHuaweiImage(await patch(image, body, optionsFor())), tags: image.tags };
  }

  /**
   * `PATCH /v2/cloudimages/{id}`. IMG.0035 means that some attribute has appeared or disappeared since the image was read,
   * but not which one: the operations are then sent one by one, as Huawei's Terraform provider does, and the one that is
   * refused is flipped and sent again.
   */
  async function patch(
    image: Image,
    body: readonly PatchOperation[],
    options?: CallOptions,
  ): Promise<WireImage> {
    const url = await imsUrl(session, `/v2/cloudimages/${encodeURIComponent(image.id)}`);
    const send = (operations: readonly PatchOperation[]) =>
      caller.call(
        { what: `change image ${image.id}`, method: "PATCH", url, body: operations, answer: HuaweiImage },
        options,
      );
    try {
      return await send(body);
    } catch (error) {
      if (!(error instanceof CloudError && error.code === "IMG.0035")) throw error;
      if (body.length === 1) return send(body.map(flipped));
      let changed: WireImage | undefined;
      for (const operation of body) changed = await patch(image, [operation], options);
      if (changed === undefined) throw error;
      return changed;
    }
  }

  /**
   * `DELETE /v2/images/{id}`. Only for full-ECS images it has a body: no page states the default of `delete_backup`
   * (docs/vendors/open-telekom-and-huawei.md#deleting-an-image).
   */
  async function deleteImage(id: string, { deleteBackup }: Deletion, options?: CallOptions): Promise<void> {
    const url = await imsUrl(session, `/v2/images/${encodeURIComponent(id)}`);
    const call = { what: `delete image ${id}`, method: "DELETE", url } as const;
    const body = deleteBackup === undefined ? {} : { body: { delete_backup: deleteBackup } };
    await caller.call({ ...call, ...body }, options);
  }
}
