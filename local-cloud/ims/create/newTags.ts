import { z } from "zod";
import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { checkTags, type Tag, tagSchema, tagText } from "../tags/tag";

/**
 * `tags` or `image_tags` of a create call, never both (docs/vendors/open-telekom-and-huawei.md#tags); as images show
 * them.
 */
export function newTags(
  call: TokenCall,
  { tags, image_tags }: { tags?: unknown; image_tags?: unknown },
): string[] {
  if (tags !== undefined && image_tags !== undefined)
    // the code is a guess (docs/vendors/open-telekom-and-huawei.md#tags)
    refuseIms("IMG.0115", "The tag is invalid: use either tags or image_tags.");
  const found = tags === undefined ? objects(call, image_tags) : dotted(tags);
  if (new Set(found.map((tag) => tag.key)).size < found.length)
    refuseIms("IMG.0115", "The tag is invalid: keys must be unique.");
  return checkTags(call, found.map(tagText));
}

function objects(call: TokenCall, given: unknown): Tag[] {
  const parsed = z.array(tagSchema(call)).safeParse(given ?? []);
  return parsed.success ? parsed.data : refuseIms("IMG.0115", "The tag is invalid.");
}

const dottedList = z.array(z.string().regex(/^[A-Za-z0-9_-]{1,36}\.[A-Za-z0-9_-]{0,43}$/));

/**
 * `"key.value"`, split at the first dot; neither side can have one
 * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
function dotted(given: unknown): Tag[] {
  const parsed = dottedList.safeParse(given);
  if (!parsed.success) return refuseIms("IMG.0115", "The tag is invalid.");
  return parsed.data.map((text) => {
    const [left = "", right = ""] = text.split(".");
    return { key: left, value: right };
  });
}
