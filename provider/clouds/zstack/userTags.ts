import { z } from "zod";
import type { CallOptions } from "../../http/call";
import { NotFoundError } from "../../http/errors";
import { unexpected } from "../../http/unexpected";
import type { ZstackCalls } from "./calls";
import { condition, listed } from "./query";
import type { TagSteps } from "./tags";

const WireTag = z.looseObject({
  uuid: z.string(),
  resourceUuid: z.string(),
  tag: z.string(),
  resourceType: z.string().nullish(),
});

export type ImageTag = z.output<typeof WireTag>;

const IMAGE = "ImageVO";

/** The calls about user tags (api-zstack §1.15). */
export function zstackUserTags(calls: ZstackCalls) {
  return { ofImage, beginning, apply };

  function ofImage(imageUuid: string, options?: CallOptions): Promise<ImageTag[]> {
    return list(`list tags of image ${imageUuid}`, condition("resourceUuid", "=", imageUuid), options).then(
      (tags) => tags.filter(({ resourceUuid }) => resourceUuid === imageUuid),
    );
  }

  /** Tags of images that begin with this text. */
  function beginning(text: string, options?: CallOptions): Promise<ImageTag[]> {
    return list("list tags", condition("tag", "~=", `${text}%`), options).then((tags) =>
      tags.filter(({ tag, resourceType }) => tag.startsWith(text) && (resourceType ?? IMAGE) === IMAGE),
    );
  }

  /** The new ones first: an image that loses its mark for a moment would be made a second time. */
  async function apply(imageUuid: string, { add, remove }: TagSteps, options?: CallOptions): Promise<void> {
    for (const tag of add) {
      const params = { resourceType: IMAGE, resourceUuid: imageUuid, tag };
      const what = `tag image ${imageUuid}`;
      await calls.perform({ what, method: "POST", path: "/user-tags", body: { params } }, options);
    }
    for (const uuid of remove) {
      const what = `remove a tag of image ${imageUuid}`;
      const path = `/tags/${encodeURIComponent(uuid)}`;
      await calls.perform({ what, method: "DELETE", path }, options).catch(unlessUnknown);
    }
  }

  /** All of them must be understood: an image whose tag is not seen would be made a second time. */
  async function list(what: string, asked: string | undefined, options?: CallOptions): Promise<ImageTag[]> {
    const items = await listed(calls, { what, path: "/user-tags", conditions: [asked] }, options);
    const parsed = z.array(WireTag).safeParse(items);
    if (parsed.success) return parsed.data;
    throw unexpected(what, parsed.error);
  }
}

export type ZstackUserTags = ReturnType<typeof zstackUserTags>;

/** SYS.1003: somebody else was faster. */
export function unlessUnknown(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}
