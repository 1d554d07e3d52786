import type { z } from "zod";
import type { ProtocolError } from "../http/errors";
import { unexpectedAnswer } from "../http/failures/protocolErrors";

/** Which images a list was asked for: those of an id (`uuid` on ZStack), a name or a tag ("key=value"). Undefined: all there are. */
export type ListQuery =
  | { readonly key: "id" | "uuid" | "name" | "tag"; readonly values: readonly string[] }
  | undefined;

/**
 * The images of a list, one by one: an odd one of somebody else must not hide all others. One that may be an image
 * asked for is an error, for one that is not seen is taken for gone, or made a second time. `odd` gets that error instead, and
 * what that image says of what was asked.
 */
export function imagesOf<Wire>(
  items: readonly unknown[],
  shape: z.ZodType<Wire>,
  asked: ListQuery,
  { what = "list images", odd }: { readonly what?: string; readonly odd?: Odd | undefined } = {},
): Wire[] {
  return items.flatMap((item) => {
    const parsed = shape.safeParse(item);
    if (parsed.success) return [parsed.data];
    if (asked === undefined || isOther(item, asked)) return [];
    const error = unexpectedAnswer(what, parsed.error);
    if (odd === undefined) throw error;
    odd(error, textAt(item, asked.key));
    return [];
  });
}

export type Odd = (error: ProtocolError, value: string | undefined) => void;

function isOther(item: unknown, { key, values }: NonNullable<ListQuery>): boolean {
  if (key === "tag") return tagsAt(item)?.every((tag) => !values.includes(tag)) ?? false;
  const value = textAt(item, key);
  return value !== undefined && !values.includes(value);
}

export function textAt(item: unknown, key: string): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const value = (item as Record<string, unknown>)[key];
  return typeof value === "string" ? value : undefined;
}

/** Undefined where it is not sure that all of them are seen. */
function tagsAt(item: unknown): string[] | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const { tags } = item as Record<string, unknown>;
  return Array.isArray(tags) && tags.every((tag) => typeof tag === "string") ? tags : undefined;
}
