import type { Caller, CallOptions } from "../../../http/call";
import type { Tag } from "../../cloud";
import { notListed } from "../../glance/notListed";
import type { Image } from "../../image";
import type { Session } from "../../keystone/session";
import { type ImageFilter, type OnInvalid, parseImages, textAt } from "../../parseImages";
import { fromHuaweiImage, HuaweiImage, HuaweiImages, HuaweiTags } from "./image";
import { imsUrl } from "./imsUrl";
import { pollManyImages } from "./pollManyImages";

/** The documented default; no maximum is documented. */
const PAGE = 500;

/**
 * Lists images and reads their tags. A single image can only be listed, too: IMS has no other call. The paths are those of
 * the vendor's pages (docs/vendors/open-telekom-and-huawei.md#calls).
 */
export function imageLists(caller: Caller, session: Session) {
  return {
    showImage,
    showImages: pollManyImages({ showImage, newestFirst, oldestId }),
    imagesNamed,
    imagesNamedOneOf,
    imagesTagged,
    imagesTaggedOneOf,
    imagePages: (options: CallOptions) => newestFirst(undefined, options),
    allImages,
    listedIds,
    listTags,
  };

  async function showImage(id: string, options?: CallOptions): Promise<Image> {
    const what = `show image ${id}`;
    const items = await listed({ id }, options, what);
    const wires = parseImages(items, HuaweiImage, { key: "id", values: [id] }, { what });
    const image = wires.map(fromHuaweiImage).find((one) => one.id === id);
    if (image === undefined) throw notListed(id);
    return image;
  }

  /** Only the project's own images: others may share images of the same name, and a gateway may not know the filter. */
  async function imagesNamed(name: string, options?: CallOptions): Promise<Image[]> {
    const owner = await session.projectId();
    const items = await listed({ name, owner }, options);
    const wires = parseImages(items, HuaweiImage, { key: "name", values: [name] });
    return wires.filter((wire) => !wire.owner || wire.owner === owner).map(fromHuaweiImage);
  }

  /**
   * Compares the tags that the images show, which may lag (docs/vendors/open-telekom-and-huawei.md#tags): a gateway that
   * does not know the filter lists all images.
   */
  async function imagesTagged({ key, value }: Tag, options?: CallOptions): Promise<Image[]> {
    const images: Image[] = [];
    for await (const page of newestFirst({ key: "tag", values: [`${key}=${value}`] }, options))
      images.push(...page.filter(({ tags }) => tags[key] === value));
    return images;
  }

  async function imagesNamedOneOf(names: readonly string[], options?: CallOptions): Promise<Image[]> {
    const all = await allAmongWhich({ key: "name", values: names }, options);
    return all.filter(({ name }) => names.includes(name));
  }

  async function imagesTaggedOneOf(
    key: string,
    values: readonly string[],
    options?: CallOptions,
  ): Promise<Image[]> {
    const all = await allAmongWhich(
      { key: "tag", values: values.map((value) => `${key}=${value}`) },
      options,
    );
    return all.filter(({ tags }) => values.includes(tags[key] ?? ""));
  }

  /**
   * No filter takes several names or tags: all images are listed, five hundred in a call, and what may be one of them must be valid.
   * The newest come last, so that no page is without one that has come meanwhile.
   */
  async function allAmongWhich(wanted: ImageFilter, options?: CallOptions): Promise<Image[]> {
    const owner = await session.projectId();
    const wires: ReturnType<typeof HuaweiImage.parse>[] = [];
    for await (const page of pages(undefined, options, "asc"))
      wires.push(...parseImages(page, HuaweiImage, wanted));
    return wires.filter((wire) => !wire.owner || wire.owner === owner).map(fromHuaweiImage);
  }

  async function allImages(options?: CallOptions): Promise<Image[]> {
    const images: Image[] = [];
    for await (const page of newestFirst(undefined, options)) images.push(...page);
    return images;
  }

  /** Includes invalid images: only their ids are needed. */
  async function listedIds(options?: CallOptions): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const page of pages(undefined, options))
      for (const item of page) ids.add(textAt(item, "id") ?? "");
    return ids;
  }

  /** `GET …/tags`: exact, where the tags that an image shows may lag (docs/vendors/open-telekom-and-huawei.md#tags). */
  async function listTags({ id }: Image, options?: CallOptions): Promise<Record<string, string>> {
    const url = await imsUrl(
      session,
      `/v2/${await session.projectId()}/images/${encodeURIComponent(id)}/tags`,
    );
    const call = { what: `list tags of image ${id}`, method: "GET", url, answer: HuaweiTags } as const;
    const { tags } = await caller.call(call, options);
    return Object.fromEntries(tags.map(({ key, value }) => [key, value ?? ""]));
  }

  /** Undefined if the project has no image. */
  async function oldestId(options?: CallOptions): Promise<string | undefined> {
    const query = { owner: await session.projectId(), sort_key: "created_at", sort_dir: "asc", limit: "1" };
    const [oldest] = await listed(query, options);
    return textAt(oldest, "id");
  }

  /**
   * The project's own images, all or those of a tag, page by page. `awaited`: the ids that somebody waits for, and what is
   * called for an invalid image that may be one of them.
   */
  async function* newestFirst(
    filter: ImageFilter,
    options?: CallOptions,
    awaited?: { readonly ids: readonly string[]; readonly onInvalid: OnInvalid },
  ): AsyncGenerator<Image[]> {
    const owner = await session.projectId();
    for await (const page of pages(filter, options)) {
      const needed = awaited === undefined ? filter : ({ key: "id", values: awaited.ids } as const);
      const wires = parseImages(page, HuaweiImage, needed, { onInvalid: awaited?.onInvalid });
      yield wires.filter((wire) => !wire.owner || wire.owner === owner).map(fromHuaweiImage);
    }
  }

  async function* pages(
    filter: ImageFilter,
    options?: CallOptions,
    order: "asc" | "desc" = "desc",
  ): AsyncGenerator<unknown[]> {
    const owner = await session.projectId();
    const condition = filter === undefined ? { owner } : { owner, [filter.key]: filter.values.join(",") };
    const query = { ...condition, sort_key: "created_at", sort_dir: order, limit: String(PAGE) };
    for (let marker: string | undefined; ; ) {
      const page = await listed(marker === undefined ? query : { ...query, marker }, options);
      yield page;
      const last = page.map((item) => textAt(item, "id")).findLast((id) => id !== undefined);
      // a cloud that ignores `marker` shows the same page again
      if (page.length < PAGE || last === undefined || last === marker) return;
      marker = last;
    }
  }

  /** `GET /v2/cloudimages`: 200 with an empty list where other APIs answer 404. */
  async function listed(
    query: Record<string, string>,
    options?: CallOptions,
    what = "list images",
  ): Promise<unknown[]> {
    const url = await imsUrl(session, "/v2/cloudimages", query);
    const call = { what, method: "GET", url, answer: HuaweiImages } as const;
    return (await caller.call(call, options)).images;
  }
}
