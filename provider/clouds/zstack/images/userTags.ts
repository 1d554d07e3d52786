import { z } from "zod";
import type { CallOptions } from "../../../http/call";
import { NotFoundError } from "../../../http/errors";
import { unexpectedAnswer } from "../../../http/failures/protocolErrors";
import { condition, pagesListed } from "../query";
import type { Order, ZstackCalls } from "../zstackCalls";
import type { TagSteps } from "./tags";

const WireTag = z.looseObject({
  uuid: z.string(),
  resourceUuid: z.string(),
  tag: z.string(),
  resourceType: z.string().nullish(),
});

export type ImageTag = z.output<typeof WireTag>;

const IMAGE = "ImageVO";

/** The calls about user tags (docs/vendors/zstack.md#tags). */
export function zstackUserTags(calls: ZstackCalls) {
  /** Uuids of the tags that were set here, by image and text: what has just been set need not be looked up. */
  const added = new Map<string, string>();
  return { ofImage, ofImages, beginning, pagesBeginning, apply, exchange };

  function ofImage(imageUuid: string, options?: CallOptions): Promise<ImageTag[]> {
    return list(`list tags of image ${imageUuid}`, condition("resourceUuid", "=", imageUuid), options).then(
      (tags) => tags.filter(({ resourceUuid }) => resourceUuid === imageUuid),
    );
  }

  /** The tags of so many images as one address has room for. */
  async function ofImages(imageUuids: readonly string[], options?: CallOptions): Promise<ImageTag[]> {
    const tags = await list("list tags", condition("resourceUuid", "?=", imageUuids.join(",")), options);
    return tags.filter(({ resourceUuid }) => imageUuids.includes(resourceUuid));
  }

  /** Tags of images that begin with this text. */
  async function beginning(text: string, options?: CallOptions): Promise<ImageTag[]> {
    const tags: ImageTag[] = [];
    for await (const page of pagesBeginning(text, options)) tags.push(...page);
    return tags;
  }

  async function* pagesBeginning(text: string, options?: CallOptions): AsyncGenerator<ImageTag[]> {
    for await (const tags of pages("list tags", condition("tag", "~=", `${text}%`), options))
      yield tags.filter(({ tag, resourceType }) => tag.startsWith(text) && (resourceType ?? IMAGE) === IMAGE);
  }

  /**
   * New tags come first: an image that loses its mark for a moment would be made a second time. `last` returns the options
   * of the last call.
   */
  async function apply(
    imageUuid: string,
    { add, remove }: TagSteps,
    options?: CallOptions,
    last = () => options,
  ): Promise<void> {
    const orders = [
      ...add.map((tag) => addition(imageUuid, tag)),
      ...remove.map((uuid) => removal(imageUuid, uuid)),
    ];
    for (const [at, order] of orders.entries()) {
      const done = await calls
        .perform(order, at === orders.length - 1 ? last() : options)
        .catch(order.method === "DELETE" ? unlessTagGone : undefined);
      const tag = add[at];
      const uuid = done?.inventory?.uuid;
      if (tag !== undefined && uuid) added.set(`${imageUuid} ${tag}`, uuid);
    }
  }

  /**
   * Removes tags that this process has set, and sets others, all at once and in any order. Waits until ZStack has done so,
   * or, at the deadline, until it has accepted the calls.
   */
  async function exchange(
    imageUuid: string,
    { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
    options?: CallOptions,
  ): Promise<void> {
    const uuids = remove.flatMap((tag) => added.get(`${imageUuid} ${tag}`) ?? []);
    const orders = [
      ...add.map((tag) => addition(imageUuid, tag)),
      ...uuids.map((uuid) => removal(imageUuid, uuid)),
    ];
    await Promise.all(orders.map((order) => calls.entrust(order, options)));
  }

  async function list(what: string, q: string | undefined, options?: CallOptions): Promise<ImageTag[]> {
    const tags: ImageTag[] = [];
    for await (const page of pages(what, q, options)) tags.push(...page);
    return tags;
  }

  /** Every tag must be parsed: an image whose tag is missed would be made a second time. */
  async function* pages(
    what: string,
    q: string | undefined,
    options?: CallOptions,
  ): AsyncGenerator<ImageTag[]> {
    const list = { what, path: "/user-tags", conditions: [q] };
    for await (const items of pagesListed(calls, list, options)) {
      const parsed = z.array(WireTag).safeParse(items);
      if (!parsed.success) throw unexpectedAnswer(what, parsed.error);
      yield parsed.data;
    }
  }
}

function addition(imageUuid: string, tag: string): Order {
  const params = { resourceType: IMAGE, resourceUuid: imageUuid, tag };
  return { what: `tag image ${imageUuid}`, method: "POST", path: "/user-tags", body: { params } };
}

function removal(imageUuid: string, tagUuid: string): Order {
  const path = `/tags/${encodeURIComponent(tagUuid)}`;
  return { what: `remove a tag of image ${imageUuid}`, method: "DELETE", path };
}

export type ZstackUserTags = ReturnType<typeof zstackUserTags>;

/** SYS.1003: somebody else has removed the tag. A 404 from a server on the way to ZStack does not mean that. */
export function unlessTagGone(error: unknown): undefined {
  if (error instanceof NotFoundError && error.fromService) return undefined;
  throw error;
}
