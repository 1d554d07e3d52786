import type { z } from "zod";
import type { Caller, CallOptions } from "../../http/call";
import { ProtocolError } from "../../http/errors";
import { snippet } from "../../http/redact";
import type { ListOptions } from "../cloud";
import type { Image } from "../image";
import { type ImageFilter, type OnInvalid, parseImages, textAt } from "../parseImages";
import { fromGlanceImage, GlanceImage, GlanceImages } from "./image";

/** The page size of a list of all images; Glance's default is 25, and it reduces larger sizes to its limit. */
const PAGE = 1000;

type Query = Readonly<Record<string, string>>;

/**
 * The project's own images in Glance's lists. A list shows either hidden images (`os_hidden`) or the others, so that both have
 * to be read.
 */
export function glanceLists(
  caller: Caller,
  glance: (path: string, query: Query) => Promise<URL>,
  projectId: () => Promise<string>,
) {
  return { all, ids, pages, shownPages };

  /** An image that is being hidden at this time may be in both lists, and counts once. */
  async function all(filter: ImageFilter, options: ListOptions = {}): Promise<Image[]> {
    const images = new Map<string, Image>();
    for (const hidden of options.withoutHidden === true ? [false] : [false, true])
      for await (const page of pages(filter, hidden, options))
        for (const image of page) images.set(image.id, image);
    return [...images.values()];
  }

  /** Includes invalid images: only their ids are needed. */
  async function ids(options?: CallOptions): Promise<Set<string>> {
    const listedIds = new Set<string>();
    for (const hidden of [false, true])
      for await (const page of items(queryOf(undefined), hidden, options))
        for (const item of page) listedIds.add(textAt(item, "id") ?? "");
    return listedIds;
  }

  /** Those that lists show by themselves come first. */
  async function* shownPages(options: CallOptions): AsyncGenerator<Image[]> {
    for (const hidden of [false, true]) yield* pages(undefined, hidden, options);
  }

  async function* pages(
    filter: ImageFilter,
    hidden: boolean,
    options?: CallOptions,
    onInvalid?: OnInvalid,
  ): AsyncGenerator<Image[]> {
    for await (const page of items(queryOf(filter), hidden, options))
      yield parseImages(page, GlanceImage, filter, { onInvalid }).map(fromGlanceImage);
  }

  /** Page by page; `next` is a relative URL, absent on the last page. */
  async function* items(
    query: Query,
    hidden: boolean,
    options?: CallOptions,
  ): AsyncGenerator<readonly unknown[]> {
    const which = hidden ? { os_hidden: "true" } : {};
    const seen = new Set<string>();
    let url: URL | undefined = await glance("/v2/images", {
      ...query,
      ...which,
      owner: await projectId(),
    });
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

  /** Only the query of a link is used: the cloud may name itself by an address that this machine does not reach. */
  async function next(link: string): Promise<URL> {
    if (!URL.canParse(link, NOWHERE)) throw badLink(link);
    const { searchParams } = new URL(link, NOWHERE);
    return glance("/v2/images", Object.fromEntries(searchParams));
  }
}

function queryOf(filter: ImageFilter): Query {
  if (filter === undefined) return { limit: String(PAGE) };
  const { key, values } = filter;
  if (key === "id" || (key === "name" && values.length > 1)) return { [key]: `in:${values.join(",")}` };
  const value = values.join(",");
  // Glance takes the part of a name before a colon for an operator (glance/common/utils.py, split_filter_op).
  return { [key]: key === "name" && value.includes(":") ? `eq:${value}` : value };
}

const NOWHERE = "http://link.invalid";

/** An incomplete list would hide an image of ours, and a second one would be created. */
function badLink(link: string): ProtocolError {
  return new ProtocolError(`list images: the link to the next page leads nowhere: ${snippet(link, 120)}`, {
    outcome: "unknown",
  });
}
