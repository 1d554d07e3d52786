import { z } from "zod";
import type { Caller, CallOptions } from "../../http/call";
import { NotFoundError, ProtocolError } from "../../http/errors";
import { snippet } from "../../http/redact";
import { inChunks, type Learnt, learnInParts } from "../../waiting/learnt";
import type { ChangeOptions, Commit, Deletion, ExportRequest, Tag, Volume } from "../cloud";
import type { Image, ImageChange } from "../image";
import { type Asked, imagesOf, type Odd, textAt } from "../imageList";
import type { Session } from "../keystone/session";
import { unlessAbsent, unlessGone } from "../unlessGone";
import { ExportAnswer, fromVolume, VolumeAnswer, VolumesAnswer } from "../volumeAnswer";
import { patchOf } from "./change";
import { fromGlanceImage, GlanceImage, GlanceImages, toGlanceTag } from "./image";

const Messages = z.looseObject({ messages: z.array(z.looseObject({ user_message: z.string() })) });

/** Images in one page of a list that shows all; Glance's own default is 25, and it caps what is too much. */
const PAGE = 1000;

/** Ids in one address: 39 characters each, with the comma written as %2C; servers take from 4096 on (uWSGI's default). */
const IDS = 90;

/** The calls to Glance (Image API v2) and Cinder (Block Storage API v3), one function each. */
export function openstackApi(caller: Caller, session: Session) {
  return {
    listImages,
    imagesNamed,
    imagesTagged,
    listedIds,
    showImage,
    showImages,
    changeImage,
    deleteImage,
    showVolume,
    listVolumes,
    exportVolume,
    failureNote,
  };

  async function listImages(asked: Asked, options?: CallOptions): Promise<Image[]> {
    const images: Image[] = [];
    for await (const page of pages(asked, options)) images.push(...page);
    return images;
  }

  async function* pages(asked: Asked, options?: CallOptions, odd?: Odd): AsyncGenerator<Image[]> {
    for await (const page of items(queryOf(asked), options))
      yield imagesOf(page, GlanceImage, asked, { odd }).map(fromGlanceImage);
  }

  /** Odd ones, too: who only asks which there are need not understand them. */
  async function listedIds(options?: CallOptions): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const page of items({ limit: String(PAGE) }, options))
      for (const item of page) ids.add(textAt(item, "id") ?? "");
    return ids;
  }

  /** The project's own images, page by page; `next` is a relative URL, absent on the last page. */
  async function* items(
    filter: Record<string, string>,
    options?: CallOptions,
  ): AsyncGenerator<readonly unknown[]> {
    const seen = new Set<string>();
    let url: URL | undefined = await glance("/v2/images", { ...filter, owner: await session.projectId() });
    while (url !== undefined) {
      if (seen.has(url.href)) throw badLink(url.href);
      seen.add(url.href);
      const page: z.output<typeof GlanceImages> = await caller.call(
        { what: "list images", method: "GET", url, answer: GlanceImages },
        options,
      );
      yield page.images;
      url = page.next ? await next(page.next) : undefined;
    }
  }

  async function imagesNamed(name: string, options?: CallOptions): Promise<Image[]> {
    const named = await listImages({ key: "name", values: [name] }, options);
    return named.filter((image) => image.name === name);
  }

  async function imagesTagged({ key, value }: Tag, options?: CallOptions): Promise<Image[]> {
    const asked = { key: "tag", values: [toGlanceTag([key, value])] } as const;
    return (await listImages(asked, options)).filter(({ tags }) => tags[key] === value);
  }

  async function showImage(id: string, options?: CallOptions): Promise<Image> {
    const url = await glance(`/v2/images/${encodeURIComponent(id)}`);
    const call = { what: `show image ${id}`, method: "GET", url, answer: GlanceImage } as const;
    return fromGlanceImage(await caller.call(call, options));
  }

  /** One call for one image or for many: the list takes `id=in:a,b,c` (Image API v2, "Filtering by in"). */
  function showImages(ids: readonly string[], options?: CallOptions): Promise<Learnt<Image>> {
    return learnInParts<Image>(inChunks(ids, IDS), async (some, { seen, odd }) => {
      const [id = ""] = some;
      const images = ids.length === 1 ? showOnly(id) : pages({ key: "id", values: some }, options, odd);
      for await (const page of images) for (const image of page) seen(image.id, image);
    });

    async function* showOnly(id: string): AsyncGenerator<Image[]> {
      const image = await showOrList(id, options);
      yield image === undefined ? [] : [image];
    }
  }

  /** Where something on the way answers 404 in Glance's place, the list may still be Glance's. */
  async function showOrList(id: string, options?: CallOptions): Promise<Image | undefined> {
    try {
      return await unlessAbsent(showImage(id, options));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      const listed = await listImages({ key: "id", values: [id] }, options).catch(() =>
        Promise.reject(error),
      );
      return listed.find((image) => image.id === id);
    }
  }

  /** One patch for all: there is nothing that could come last. */
  async function changeImage(
    image: Image,
    change: ImageChange,
    _commit: Commit,
    options?: ChangeOptions,
  ): Promise<Image> {
    const body = patchOf(image, change);
    if (body.length === 0) return image;
    const url = await glance(`/v2/images/${encodeURIComponent(image.id)}`);
    const headers = { "content-type": "application/openstack-images-v2.1-json-patch" };
    const call = {
      what: `change image ${image.id}`,
      method: "PATCH",
      url,
      headers,
      body,
      answer: GlanceImage,
    } as const;
    return fromGlanceImage(await caller.call(call, options?.committing?.() ?? options));
  }

  async function deleteImage(id: string, _how: Deletion, options?: CallOptions): Promise<void> {
    const url = await glance(`/v2/images/${encodeURIComponent(id)}`);
    await caller.call({ what: `delete image ${id}`, method: "DELETE", url }, options);
  }

  async function showVolume(id: string, options?: CallOptions): Promise<Volume | undefined> {
    const url = await cinder(`/volumes/${encodeURIComponent(id)}`);
    const call = { what: `show volume ${id}`, method: "GET", url, answer: VolumeAnswer } as const;
    const answer = await unlessGone(caller.call(call, options));
    return answer && fromVolume(answer);
  }

  async function listVolumes(limit: number, options?: CallOptions): Promise<Volume[]> {
    const url = await cinder("/volumes/detail");
    url.searchParams.set("limit", String(limit));
    const call = { what: "list volumes", method: "GET", url, answer: VolumesAnswer } as const;
    return (await caller.call(call, options)).volumes.map((volume) => fromVolume({ volume }));
  }

  /** The newest of the messages that Cinder keeps for users about a volume (api-openstack §2.4). */
  async function failureNote(volumeId: string, options?: CallOptions): Promise<string | undefined> {
    const url = await cinder("/messages");
    url.search = new URLSearchParams({
      resource_uuid: volumeId,
      sort: "created_at:desc",
      limit: "1",
    }).toString();
    const headers = { "openstack-api-version": "volume 3.5" }; // filters and sorting of messages begin there
    const call = { what: "show messages", method: "GET", url, headers, answer: Messages } as const;
    const [latest] = (await caller.call(call, options)).messages;
    return latest && snippet(latest.user_message);
  }

  async function exportVolume(request: ExportRequest, options?: CallOptions): Promise<{ imageId: string }> {
    const url = await cinder(`/volumes/${encodeURIComponent(request.volumeId)}/action`);
    const body = {
      "os-volume_upload_image": {
        image_name: request.imageName,
        force: request.force,
        container_format: request.containerFormat ?? "bare",
        disk_format: request.diskFormat ?? "raw",
      },
    };
    // From microversion 3.1 on a new image is private; before, Glance's default `shared` would apply.
    const headers = { "openstack-api-version": "volume 3.1" };
    const what = `export volume ${request.volumeId}`;
    const answer = await caller.call(
      { what, method: "POST", url, headers, body, answer: ExportAnswer },
      options,
    );
    return { imageId: answer["os-volume_upload_image"].image_id };
  }

  async function glance(path: string, query: Record<string, string> = {}): Promise<URL> {
    const url = new URL((await session.endpoint("image")) + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** Only the path and the query of a link are taken: where the cloud is, we know better. */
  async function next(link: string): Promise<URL> {
    if (!URL.canParse(link, NOWHERE)) throw badLink(link);
    const { searchParams } = new URL(link, NOWHERE);
    return glance("/v2/images", Object.fromEntries(searchParams));
  }

  async function cinder(path: string): Promise<URL> {
    return new URL(`${await session.endpoint("volume")}/v3/${await session.projectId()}${path}`);
  }
}

function queryOf(asked: Asked): Record<string, string> {
  if (asked === undefined) return {};
  const { key, values } = asked;
  if (key === "id") return { id: `in:${values.join(",")}` };
  const value = values.join(",");
  // Of a name with a colon Glance takes what stands before it for an operator (glance/common/utils.py, split_filter_op).
  return { [key]: key === "name" && value.includes(":") ? `eq:${value}` : value };
}

const NOWHERE = "http://link.invalid";

/** A list that is cut off would hide an image of ours, and a second one would be made. */
function badLink(link: string): ProtocolError {
  return new ProtocolError(`list images: the link to the next page leads nowhere: ${snippet(link, 120)}`, {
    outcome: "unknown",
  });
}
