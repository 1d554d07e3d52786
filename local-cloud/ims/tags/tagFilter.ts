import { z } from "zod";
import type { TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";
import { tagFrom } from "./tag";

/**
 * `…/images/tags` and `…/resource_instances/action`: tags of a project, and images by tags
 * (docs/vendors/open-telekom-and-huawei.md#tags).
 */

export function countedTags(tagLists: string[][]): { key: string; values: string[] }[] {
  const values = new Map<string, Set<string>>();
  for (const { key, value } of tagLists.flat().map(tagFrom))
    values.set(key, (values.get(key) ?? new Set()).add(value));
  return [...values].map(([key, set]) => ({ key, values: [...set] }));
}

const wanted = z
  .array(z.strictObject({ key: z.string().max(127), values: z.array(z.string().max(255)).max(10) }))
  .max(10);
const number = z.string().regex(/^\d+$/);
const request = z.strictObject({
  action: z.enum(["filter", "count"]),
  tags: wanted.optional(),
  tags_any: wanted.optional(),
  not_tags: wanted.optional(),
  not_tags_any: wanted.optional(),
  without_any_tag: z.boolean().optional(),
  matches: z
    .array(z.strictObject({ key: z.enum(["resource_name", "resource_id"]), value: z.string() }))
    .optional(),
  limit: number.optional(),
  offset: number.optional(),
});
type Wanted = z.infer<typeof wanted>;
type WireImage = Record<string, unknown>;

export function tagFilter(call: TokenCall, images: WireImage[]): object {
  const asked = parse(call);
  const matching = images.filter(
    (image) =>
      (asked.tags ?? []).every((one) => has(image, one)) &&
      (!asked.tags_any || asked.tags_any.some((one) => has(image, one))) &&
      !(asked.not_tags?.length && asked.not_tags.every((one) => has(image, one))) &&
      !(asked.not_tags_any ?? []).some((one) => has(image, one)) &&
      (!asked.without_any_tag || tagsOf(image).length === 0) &&
      (asked.matches ?? []).every(({ key, value }) => image[key === "resource_id" ? "id" : "name"] === value),
  );
  if (asked.action === "count") return { total_count: matching.length };
  const offset = Number(asked.offset ?? 0);
  const resources = matching.slice(offset, offset + Number(asked.limit ?? 10)).map((image) => ({
    resource_id: image.id,
    resource_name: image.name,
    resource_detail: null,
    tags: tagsOf(image),
  }));
  return { resources, total_count: matching.length };
}

function parse(call: TokenCall): z.infer<typeof request> {
  try {
    const asked = request.parse(JSON.parse(call.rawBody));
    const limit = Number(asked.limit ?? 10);
    const paging = asked.limit !== undefined || asked.offset !== undefined;
    if (limit < 1 || limit > 1000 || (asked.action === "count" && paging)) throw new Error("limit");
    return asked;
  } catch {
    return refuseIms("IMG.0001", "The request message format is invalid.");
  }
}

const tagsOf = (image: WireImage) => (image.tags as string[]).map(tagFrom);

/** No values means any value. */
const has = (image: WireImage, { key, values }: Wanted[number]): boolean =>
  tagsOf(image).some((tag) => tag.key === key && (values.length === 0 || values.includes(tag.value)));
