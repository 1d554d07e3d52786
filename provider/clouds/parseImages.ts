import type { z } from "zod";
import type { ProtocolError } from "../http/errors";
import { unexpectedAnswer } from "../http/failures/protocolErrors";

/** The filter of a list: by id (`uuid` on ZStack), name or tag ("key=value"). Undefined: all images. */
export type ImageFilter =
  | { readonly key: "id" | "uuid" | "name" | "tag"; readonly values: readonly string[] }
  | undefined;

/**
 * Parses the images of a list one by one, so that an invalid one of somebody else does not hide the others. An invalid
 * image that may match the filter is an error: if it were left out, it would count as deleted, or be created a second time.
 * `onInvalid` gets that error instead, with the image's value of the filter's field.
 */
export function parseImages<Wire>(
  items: readonly unknown[],
  shape: z.ZodType<Wire>,
  filter: ImageFilter,
  {
    what = "list images",
    onInvalid,
  }: { readonly what?: string; readonly onInvalid?: OnInvalid | undefined } = {},
): Wire[] {
  return items.flatMap((item) => {
    const parsed = shape.safeParse(item);
    if (parsed.success) return [parsed.data];
    if (filter === undefined || cannotMatch(item, filter)) return [];
    const error = unexpectedAnswer(what, parsed.error);
    if (onInvalid === undefined) throw error;
    onInvalid(error, textAt(item, filter.key));
    return [];
  });
}

export type OnInvalid = (error: ProtocolError, value: string | undefined) => void;

function cannotMatch(item: unknown, { key, values }: NonNullable<ImageFilter>): boolean {
  if (key === "tag") return tagsAt(item)?.every((tag) => !values.includes(tag)) ?? false;
  const value = textAt(item, key);
  return value !== undefined && !values.includes(value);
}

export function textAt(item: unknown, key: string): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const value = (item as Record<string, unknown>)[key];
  return typeof value === "string" ? value : undefined;
}

/** Undefined if the tags cannot all be read. */
function tagsAt(item: unknown): string[] | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const { tags } = item as Record<string, unknown>;
  return Array.isArray(tags) && tags.every((tag) => typeof tag === "string") ? tags : undefined;
}
