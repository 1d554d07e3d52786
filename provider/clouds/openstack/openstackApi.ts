import { z } from "zod";
import type { Caller, CallOptions } from "../../http/call";
import { NotFoundError } from "../../http/errors";
import { snippet } from "../../http/redact";
import { inChunks, type PollReport, type PollResult, pollInParts } from "../../polling/pollInParts";
import type { ChangeOptions, Commit, Deletion, ExportRequest, ListOptions, Tag, Volume } from "../cloud";
import { ExportAnswer, fromVolume, VolumeAnswer, VolumesAnswer } from "../glance/volumeAnswers";
import type { Image, ImageChange } from "../image";
import type { Session } from "../keystone/session";
import type { OnInvalid } from "../parseImages";
import { unlessNotFound, unlessServiceSaysNotFound } from "../unlessNotFound";
import { glanceLists } from "./glanceLists";
import { glanceTagsOf, type TagCalls, tagCallsOf, toGlanceTag } from "./glanceTags";
import { fromGlanceImage, GlanceImage } from "./image";
import { type PatchOperation, patchOf } from "./patchOf";

const Message = z.looseObject({
  user_message: z.string(),
  event_id: z.string().nullish(),
  created_at: z.string().nullish(),
});
type Message = z.output<typeof Message>;
const Messages = z.looseObject({ messages: z.array(Message) });

/** `event_id` names the operation: 003 is the copy of a volume to an image (cinder/message/message_field.py). */
function isOfExport({ event_id: event }: Message): boolean {
  return !event || /^VOLUME_VOLUME_003(_|$)/.test(event);
}

/** Cinder writes UTC, without a zone. */
function createdAtOf({ created_at: at }: Message): number {
  return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(at ?? "") ? (at ?? "") : `${at}Z`);
}

/** Cinder's own code for a missing object (cinder/api/openstack/wsgi.py, Fault); proxies and gateways do not use it. */
function isFromCinder({ code }: NotFoundError): boolean {
  return code === "itemNotFound";
}

/** Ids in one URL: 39 characters each, with the comma as %2C; the smallest limit of servers is 4096 (uWSGI's default). */
const IDS_PER_CALL = 90;

/** The calls to Glance (Image API v2) and Cinder (Block Storage API v3), one function each. */
export function openstackApi(caller: Caller, session: Session) {
  const images = glanceLists(caller, glance, session.projectId);
  return {
    allImages: (options?: ListOptions) => images.all(undefined, options),
    imagePages: images.shownPages,
    imagesNamed,
    imagesNamedOneOf,
    imagesTagged,
    listedIds: images.ids,
    showImage,
    showImages,
    changeImage,
    deleteImage,
    showVolume,
    listVolumes,
    exportVolume,
    failureNote,
  };

  async function imagesNamed(name: string, options?: ListOptions): Promise<Image[]> {
    const named = await images.all({ key: "name", values: [name] }, options);
    return named.filter((image) => image.name === name);
  }

  /** `name=in:a,b`: for names without commas and quotes (docs/vendors/openstack.md#glance). */
  async function imagesNamedOneOf(names: readonly string[], options?: CallOptions): Promise<Image[]> {
    const named: Image[] = [];
    for (const chunk of inChunks(names, IDS_PER_CALL))
      named.push(...(await images.all({ key: "name", values: chunk }, options)));
    return named.filter(({ name }) => names.includes(name));
  }

  async function imagesTagged({ key, value }: Tag, options?: ListOptions): Promise<Image[]> {
    const tag = toGlanceTag([key, value]);
    const filter = { key: "tag", values: [tag] } as const;
    return (await images.all(filter, options)).filter((image) => glanceTagsOf(image).includes(tag));
  }

  async function showImage(id: string, options?: CallOptions): Promise<Image> {
    const url = await glance(`/v2/images/${encodeURIComponent(id)}`);
    const call = { what: `show image ${id}`, method: "GET", url, answer: GlanceImage } as const;
    return fromGlanceImage(await caller.call(call, options));
  }

  /** One call for one image or for many: the list takes `id=in:a,b,c` (Image API v2, "Filtering by in"). */
  function showImages(ids: readonly string[], options?: CallOptions): Promise<PollResult<Image>> {
    return pollInParts<Image>(inChunks(ids, IDS_PER_CALL), async (chunk, report) => {
      const [id = ""] = chunk;
      if (ids.length > 1) return showListed(chunk, report, options);
      const image = await showOrList(id, options);
      if (image !== undefined) report.seen(id, image);
    });
  }

  /** Hidden images are in a list of their own, which is read only for ids that the first list lacks. */
  async function showListed(
    ids: readonly string[],
    report: PollReport<Image>,
    options?: CallOptions,
  ): Promise<void> {
    const missing = new Set(ids);
    const onInvalid: OnInvalid = (error, id) => {
      missing.delete(id ?? "");
      report.invalid(error, id);
    };
    for (const hidden of [false, true]) {
      if (missing.size === 0) return;
      const filter = { key: "id", values: [...missing] } as const;
      for await (const page of images.pages(filter, hidden, options, onInvalid)) {
        for (const image of page) {
          missing.delete(image.id);
          report.seen(image.id, image);
        }
      }
    }
  }

  /** If something on the way answers 404 in Glance's place, the list may still come from Glance. */
  async function showOrList(id: string, options?: CallOptions): Promise<Image | undefined> {
    try {
      return await unlessServiceSaysNotFound(showImage(id, options));
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      const listed = await images
        .all({ key: "id", values: [id] }, options)
        .catch(() => Promise.reject(error));
      return listed.find((image) => image.id === id);
    }
  }

  /** A take-over is one patch, so that no call has to come last. */
  async function changeImage(
    image: Image,
    change: ImageChange,
    _commit: Commit,
    options?: ChangeOptions,
  ): Promise<Image> {
    const calls = tagCallsOf(image, change);
    const missed = calls && (await changeTags(image.id, calls, options));
    const { tags: _, ...withoutTags } = change;
    const body = patchOf(image, calls === undefined ? change : withoutTags);
    if (body.length === 0 && missed === undefined) return image;
    const changed =
      body.length === 0 ? await showImage(image.id, options) : await patch(image.id, body, options);
    for (const [tag, error] of missed ?? []) if (glanceTagsOf(changed).includes(tag)) throw error;
    return changed;
  }

  async function patch(id: string, body: readonly PatchOperation[], options?: ChangeOptions): Promise<Image> {
    const url = await glance(`/v2/images/${encodeURIComponent(id)}`);
    const headers = { "content-type": "application/openstack-images-v2.1-json-patch" };
    const call = {
      what: `change image ${id}`,
      method: "PATCH",
      url,
      headers,
      body,
      answer: GlanceImage,
    } as const;
    return fromGlanceImage(await caller.call(call, options?.committing?.() ?? options));
  }

  /** Resolves with the tags to remove that were not found, and the errors: most are already gone. */
  async function changeTags(
    id: string,
    { set, unset, roomFirst }: TagCalls,
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, NotFoundError>> {
    const missed = new Map<string, NotFoundError>();
    if (roomFirst) await removeTags();
    for (const tag of set) await call("PUT", tag, `tag image ${id}`);
    if (!roomFirst) await removeTags();
    return missed;

    async function removeTags(): Promise<void> {
      for (const tag of unset) {
        await call("DELETE", tag, `take a tag from image ${id}`).catch((error: unknown) => {
          if (!(error instanceof NotFoundError)) throw error;
          missed.set(tag, error);
        });
      }
    }

    async function call(method: "PUT" | "DELETE", tag: string, what: string): Promise<void> {
      const url = await glance(`/v2/images/${encodeURIComponent(id)}/tags/${encodeURIComponent(tag)}`);
      await caller.call({ what, method, url }, options);
    }
  }

  async function deleteImage(id: string, _how: Deletion, options?: CallOptions): Promise<void> {
    const url = await glance(`/v2/images/${encodeURIComponent(id)}`);
    await caller.call({ what: `delete image ${id}`, method: "DELETE", url }, options);
  }

  async function showVolume(id: string, options?: CallOptions): Promise<Volume | undefined> {
    const url = await cinder(`/volumes/${encodeURIComponent(id)}`);
    const call = { what: `show volume ${id}`, method: "GET", url, answer: VolumeAnswer } as const;
    const answer = await unlessNotFound(caller.call(call, options), isFromCinder);
    return answer && fromVolume(answer);
  }

  async function listVolumes(limit: number, options?: CallOptions): Promise<Volume[]> {
    const url = await cinder("/volumes/detail");
    url.searchParams.set("limit", String(limit));
    const call = { what: "list volumes", method: "GET", url, answer: VolumesAnswer } as const;
    return (await caller.call(call, options)).volumes.map((volume) => fromVolume({ volume }));
  }

  /**
   * The newest message of Cinder for users about an export of this volume
   * (docs/vendors/openstack.md#cinder).
   */
  async function failureNote(
    volumeId: string,
    since: number,
    options?: CallOptions,
  ): Promise<string | undefined> {
    const url = await cinder("/messages");
    url.search = new URLSearchParams({
      resource_uuid: volumeId,
      sort: "created_at:desc",
      limit: "20",
    }).toString();
    const headers = { "openstack-api-version": "volume 3.5" }; // the first version that filters and sorts messages
    const call = { what: "show messages", method: "GET", url, headers, answer: Messages } as const;
    const { messages } = await caller.call(call, options);
    const latest = messages.find((message) => isOfExport(message) && createdAtOf(message) >= since);
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
    // From microversion 3.1 on a new image is private; earlier ones leave it at Glance's default, `shared`.
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

  async function cinder(path: string): Promise<URL> {
    return new URL(`${await session.endpoint("volume")}/v3/${await session.projectId()}${path}`);
  }
}
