import type { Caller, CallOptions } from "../../../http/call";
import { CloudError } from "../../../http/errors";
import type { ChangeOptions, Commit, Deletion, ExportRequest, Tag, Volume } from "../../cloud";
import { notListed } from "../../glance/notListed";
import { ExportAnswer, fromVolume, VolumeAnswer, VolumesAnswer } from "../../glance/volumeAnswer";
import type { Image, ImageChange } from "../../image";
import { type Asked, imagesOf, type Odd, textAt } from "../../imageList";
import type { Session } from "../../keystone/session";
import { unlessGone } from "../../unlessGone";
import { flipped, type PatchOperation, patchOf, type TagAction, tagActions } from "./change";
import { fromHuaweiImage, HuaweiImage, HuaweiImages, HuaweiTags, type WireImage } from "./image";
import { pollManyImages } from "./manyImages";

/**
 * The calls to EVS and IMS, one function each; paths as on the vendor's pages
 * (docs/vendors/open-telekom-and-huawei.md#calls).
 */
export function huaweiApi(caller: Caller, session: Session) {
  return {
    imagesNamed,
    imagesTagged,
    allImages,
    listedIds,
    showImage,
    showImages: pollManyImages({ showImage, newestFirst, oldestId }),
    changeImage,
    listTags,
    deleteImage,
    showVolume,
    listVolumes,
    exportVolume,
  };

  /** `GET /v2/cloudimages`: 200 with an empty list where other APIs answer 404. */
  async function listed(
    query: Record<string, string>,
    options?: CallOptions,
    what = "list images",
  ): Promise<unknown[]> {
    const url = await ims("/v2/cloudimages", query);
    const call = { what, method: "GET", url, answer: HuaweiImages } as const;
    return (await caller.call(call, options)).images;
  }

  async function showImage(id: string, options?: CallOptions): Promise<Image> {
    const what = `show image ${id}`;
    const items = await listed({ id }, options, what);
    const wires = imagesOf(items, HuaweiImage, { key: "id", values: [id] }, { what });
    const image = wires.map(fromHuaweiImage).find((one) => one.id === id);
    if (image === undefined) throw notListed(id);
    return image;
  }

  /** The project's own: others may share theirs under the same name, and a gateway may not know the filter. */
  async function imagesNamed(name: string, options?: CallOptions): Promise<Image[]> {
    const owner = await session.projectId();
    const items = await listed({ name, owner }, options);
    const wires = imagesOf(items, HuaweiImage, { key: "name", values: [name] });
    return wires.filter((wire) => !wire.owner || wire.owner === owner).map(fromHuaweiImage);
  }

  /**
   * By the tags that the images show, which may lag (docs/vendors/open-telekom-and-huawei.md#tags). A gateway that does
   * not know the filter lists all.
   */
  async function imagesTagged({ key, value }: Tag, options?: CallOptions): Promise<Image[]> {
    const found: Image[] = [];
    for await (const page of newestFirst({ key: "tag", values: [`${key}=${value}`] }, options))
      found.push(...page.filter(({ tags }) => tags[key] === value));
    return found;
  }

  /** Undefined where the project has none. */
  async function oldestId(options?: CallOptions): Promise<string | undefined> {
    const query = { owner: await session.projectId(), sort_key: "created_at", sort_dir: "asc", limit: "1" };
    const [oldest] = await listed(query, options);
    return textAt(oldest, "id");
  }

  async function allImages(options?: CallOptions): Promise<Image[]> {
    const images: Image[] = [];
    for await (const page of newestFirst(undefined, options)) images.push(...page);
    return images;
  }

  /** Odd ones, too: who only asks which there are need not understand them. */
  async function listedIds(options?: CallOptions): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const page of pages(undefined, options))
      for (const item of page) ids.add(textAt(item, "id") ?? "");
    return ids;
  }

  /**
   * The project's own images, all or those of a tag, page by page. `waited`: those on which something depends, and who is told
   * where one of them may be odd.
   */
  async function* newestFirst(
    asked: Asked,
    options?: CallOptions,
    waited?: { readonly ids: readonly string[]; readonly odd: Odd },
  ): AsyncGenerator<Image[]> {
    const owner = await session.projectId();
    for await (const page of pages(asked, options)) {
      const needed = waited === undefined ? asked : ({ key: "id", values: waited.ids } as const);
      const wires = imagesOf(page, HuaweiImage, needed, { odd: waited?.odd });
      yield wires.filter((wire) => !wire.owner || wire.owner === owner).map(fromHuaweiImage);
    }
  }

  async function* pages(asked: Asked, options?: CallOptions): AsyncGenerator<unknown[]> {
    const owner = await session.projectId();
    const filter = asked === undefined ? { owner } : { owner, [asked.key]: asked.values.join(",") };
    const query = { ...filter, sort_key: "created_at", sort_dir: "desc", limit: String(PAGE) };
    for (let marker: string | undefined; ; ) {
      const page = await listed(marker === undefined ? query : { ...query, marker }, options);
      yield page;
      const last = page.map((item) => textAt(item, "id")).findLast((id) => id !== undefined);
      if (page.length < PAGE || last === undefined || last === marker) return; // a cloud that ignores `marker` shows the same page again
      marker = last;
    }
  }

  /** `…/tags/action` and `PATCH /v2/cloudimages/{id}`, that which commits last; both repeat harmlessly. */
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
      const url = await ims(
        `/v2/${await session.projectId()}/images/${encodeURIComponent(image.id)}/tags/action`,
      );
      const what = `${action.action === "create" ? "set" : "remove"} tags of image ${image.id}`;
      await caller.call({ what, method: "POST", url, body: action, idempotent: true }, optionsFor(action));
    }
    return { ...image, tags: tags ?? image.tags };
  }

  /** The tags in the answer are those of before, where they lag. */
  async function patched(image: Image, change: ImageChange, optionsFor: () => CallOptions): Promise<Image> {
    const body = patchOf(image, change);
    if (body.length === 0) return image;
    return { ...fromHuaweiImage(await patch(image, body, optionsFor())), tags: image.tags };
  }

  /**
   * `PATCH /v2/cloudimages/{id}`. IMG.0035 says that an attribute is absent, or present, unlike the image as read, not
   * which one: the operations then go one by one, as Huawei's Terraform provider sends them, and the one that is
   * refused again the other way.
   */
  async function patch(
    image: Image,
    body: readonly PatchOperation[],
    options?: CallOptions,
  ): Promise<WireImage> {
    const url = await ims(`/v2/cloudimages/${encodeURIComponent(image.id)}`);
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

  /** `GET …/tags`: exact, where the tags that an image shows may lag (docs/vendors/open-telekom-and-huawei.md#tags). */
  async function listTags({ id }: Image, options?: CallOptions): Promise<Record<string, string>> {
    const url = await ims(`/v2/${await session.projectId()}/images/${encodeURIComponent(id)}/tags`);
    const call = { what: `list tags of image ${id}`, method: "GET", url, answer: HuaweiTags } as const;
    const { tags } = await caller.call(call, options);
    return Object.fromEntries(tags.map(({ key, value }) => [key, value ?? ""]));
  }

  /**
   * `DELETE /v2/images/{id}`. Its body is for full-ECS images alone: the default of `delete_backup` is stated nowhere
   * (docs/vendors/open-telekom-and-huawei.md#deleting-an-image).
   */
  async function deleteImage(id: string, { deleteBackup }: Deletion, options?: CallOptions): Promise<void> {
    const url = await ims(`/v2/images/${encodeURIComponent(id)}`);
    const call = { what: `delete image ${id}`, method: "DELETE", url } as const;
    const body = deleteBackup === undefined ? {} : { body: { delete_backup: deleteBackup } };
    await caller.call({ ...call, ...body }, options);
  }

  async function showVolume(id: string, options?: CallOptions): Promise<Volume | undefined> {
    const url = await evs(`/volumes/${encodeURIComponent(id)}`);
    const call = { what: `show volume ${id}`, method: "GET", url, answer: VolumeAnswer } as const;
    const answer = await unlessGone(caller.call(call, options));
    return answer === undefined ? undefined : fromVolume(answer);
  }

  async function listVolumes(limit: number, options?: CallOptions): Promise<Volume[]> {
    const url = await evs("/volumes/detail");
    url.searchParams.set("limit", String(limit));
    const call = { what: "list volumes", method: "GET", url, answer: VolumesAnswer } as const;
    return (await caller.call(call, options)).volumes.map((volume) => fromVolume({ volume }));
  }

  /**
   * `os-volume_upload_image`. The formats are always sent: the pages disagree on the default
   * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
   */
  async function exportVolume(request: ExportRequest, options?: CallOptions): Promise<{ imageId: string }> {
    const url = await evs(`/volumes/${encodeURIComponent(request.volumeId)}/action`);
    const body = {
      "os-volume_upload_image": {
        image_name: request.imageName,
        force: request.force,
        container_format: request.containerFormat ?? "bare",
        disk_format: request.diskFormat ?? "zvhd2",
        ...(request.osType === undefined ? {} : { __os_type: request.osType }),
      },
    };
    const what = `export volume ${request.volumeId}`;
    const answer = await caller.call({ what, method: "POST", url, body, answer: ExportAnswer }, options);
    return { imageId: answer["os-volume_upload_image"].image_id };
  }

  async function ims(path: string, query: Record<string, string> = {}): Promise<URL> {
    const url = new URL((await session.endpoint("image")) + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  async function evs(path: string): Promise<URL> {
    return new URL(`${await session.endpoint("volume")}/v2/${await session.projectId()}${path}`);
  }
}

/** The documented default; a maximum is documented nowhere. */
const PAGE = 500;
