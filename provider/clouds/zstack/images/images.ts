import type { CallOptions } from "../../../http/call";
import { CloudError } from "../../../http/errors";
import { inChunks, type PollResult, pollInParts } from "../../../polling/pollInParts";
import type { Deletion, Tag } from "../../cloud";
import { notListed } from "../../glance/notListed";
import type { Image } from "../../image";
import { OUR_TAG } from "../../ourTag";
import { type ImageFilter, type OnInvalid, parseImages, textAt } from "../../parseImages";
import { condition, listed, ofUuids, UUIDS_PER_CALL } from "../query";
import type { ZstackCalls } from "../zstackCalls";
import { fromZstackImage, isDeleted, isGone, ZstackImage } from "./image";
import { ourTags, tagText } from "./tags";
import type { ZstackUserTags } from "./userTags";

/** Only images of this kind are read. */
const TEMPLATES = "mediaType=DataVolumeTemplate";

const what = "list images";
const path = "/images";

/**
 * Reads and deletes images (docs/vendors/zstack.md#queries, docs/vendors/zstack.md#update-delete-and-expunge). Deleted
 * ones count as gone, although ZStack still lists them.
 */
export function zstackImages(calls: ZstackCalls, tags: ZstackUserTags) {
  return { show, showAll, all, pagesOfOurs, listedIds, named, tagged, exactTags, remove };

  async function show(id: string, options?: CallOptions): Promise<Image> {
    const [wire] = await wires([id], options, { call: `show image ${id}` });
    if (wire === undefined) throw notListed(id);
    const texts = (await tags.ofImage(id, options)).map(({ tag }) => tag);
    return fromZstackImage(wire, texts);
  }

  /** For polls: without tags, which would cost another call. */
  function showAll(ids: readonly string[], options?: CallOptions): Promise<PollResult<Image>> {
    return pollInParts<Image>(inChunks(ids, UUIDS_PER_CALL), async (chunk, { seen, invalid }) => {
      for (const wire of await wires(chunk, options, { onInvalid: invalid }))
        seen(wire.uuid, fromZstackImage(wire, []));
    });
  }

  /** With our tags, not with the user's. */
  async function all(options?: CallOptions): Promise<Image[]> {
    return withTags(await templates([], undefined, options), options);
  }

  /** With all tags, as `show` has them. The tags say which are ours, so that images of others cost nothing. */
  async function* pagesOfOurs(options: CallOptions): AsyncGenerator<Image[]> {
    for await (const marks of tags.pagesBeginning(tagText(OUR_TAG, ""), options)) {
      for (const chunk of inChunks([...textsOf(marks).keys()], UUIDS_PER_CALL)) {
        const texts = textsOf(await tags.ofImages(chunk, options));
        yield (await wires(chunk, options)).map((wire) => fromZstackImage(wire, texts.get(wire.uuid) ?? []));
      }
    }
  }

  /** Includes invalid images: only their ids are needed. */
  async function listedIds(options?: CallOptions): Promise<Set<string>> {
    const items = await listed(calls, { what, path, conditions: [TEMPLATES] }, options);
    return new Set(items.filter((item) => !isDeleted(item)).map((item) => textAt(item, "uuid") ?? ""));
  }

  async function named(name: string, options?: CallOptions): Promise<Image[]> {
    const images = await templates([condition("name", "=", name)], { key: "name", values: [name] }, options);
    return withTags(
      images.filter((wire) => wire.name === name),
      options,
    );
  }

  async function tagged({ key, value }: Tag, options?: CallOptions): Promise<Image[]> {
    const texts = textsOf(await tags.beginning(tagText(key, value), options));
    const images = await wires([...texts.keys()], options);
    return images
      .map((wire) => fromZstackImage(wire, texts.get(wire.uuid) ?? []))
      .filter((image) => (key === OUR_TAG ? image.tags[key] === value : hasTag(image, tagText(key, value))));
  }

  async function exactTags({ id }: Pick<Image, "id">, options?: CallOptions): Promise<Image["tags"]> {
    return ourTags((await tags.ofImage(id, options)).map(({ tag }) => tag));
  }

  /** For ZStack an unknown uuid is a success, unless it is not a uuid at all. */
  async function remove(id: string, { template }: Deletion, options?: CallOptions): Promise<void> {
    const order = {
      what: `delete image ${id}`,
      method: "DELETE",
      path: `${path}/${encodeURIComponent(id)}`,
      query: { deleteMode: template?.deleteMode ?? "Permissive" },
    } as const;
    await calls.perform(order, options);
  }

  async function wires(
    uuids: readonly string[],
    options?: CallOptions,
    { call = what, onInvalid }: { readonly call?: string; readonly onInvalid?: OnInvalid } = {},
  ) {
    const items = await ofUuids(calls, { what: call, path, uuids }, options);
    return living(items, { key: "uuid", values: uuids }, onInvalid).filter(({ uuid }) =>
      uuids.includes(uuid),
    );
  }

  async function templates(
    conditions: readonly (string | undefined)[],
    filter: ImageFilter,
    options?: CallOptions,
  ) {
    const items = await listed(calls, { what, path, conditions: [TEMPLATES, ...conditions] }, options);
    return living(items, filter);
  }

  function living(items: readonly unknown[], filter: ImageFilter, onInvalid?: OnInvalid) {
    return parseImages(items, ZstackImage, filter, { onInvalid }).filter((wire) => !isGone(wire));
  }

  async function withTags(images: Awaited<ReturnType<typeof templates>>, options?: CallOptions) {
    if (images.length === 0) return [];
    const texts = textsOf(await tags.beginning(tagText(OUR_TAG, ""), options));
    return images.map((wire) => fromZstackImage(wire, texts.get(wire.uuid) ?? []));
  }
}

export type ZstackImages = ReturnType<typeof zstackImages>;

function hasTag({ template }: Image, text: string): boolean {
  return template?.userTags.includes(text) ?? false;
}

/** The texts of each image. */
function textsOf(
  tags: readonly { readonly resourceUuid: string; readonly tag: string }[],
): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { resourceUuid, tag } of tags)
    texts.set(resourceUuid, [...(texts.get(resourceUuid) ?? []), tag]);
  return texts;
}

/** ZStack makes images from snapshots, not from volumes. */
export function noExport(): CloudError {
  return new CloudError("ZStack has no volume export to an image", {
    outcome: "not-sent",
    hint: "make a snapshot of the volume and use a DataVolumeTemplate",
  });
}
