import type { CallOptions } from "../../../http/call";
import { ThrottledError } from "../../../http/errors";
import { inChunks, type PollReport, pollInParts } from "../../../polling/pollInParts";
import type { PollMany, PollOptions } from "../../../polling/watch";
import type { Image } from "../../image";
import type { Odd } from "../../parseImages";
import { isMarker } from "../../parseMark";
import { unlessAbsent } from "../../unlessNotFound";

/** What IMS is asked in a look at many images. */
interface Questions {
  showImage(id: string, options: CallOptions): Promise<Image>;
  /** The project's own, page by page. */
  newestFirst(
    asked: undefined,
    options: CallOptions,
    waited: { readonly ids: readonly string[]; readonly odd: Odd },
  ): AsyncGenerator<Image[]>;
  /** Of the project's own; undefined where it has none. */
  oldestId(options: CallOptions): Promise<string | undefined>;
}

/** So many are asked for singly before it is found out whether a list alone can be believed. */
const FEW = 3;

/**
 * Many images by the list of the newest; what that misses is asked for singly, but for those that are leaving, where it can
 * be believed. One whose id is not known yet is looked for by its mark, the value of a tag: a job may not have got so far
 * that it is listed.
 */
export function pollManyImages({ showImage, newestFirst, oldestId }: Questions): PollMany<Image> {
  /** Of those that are waited for until they are gone: what a list has shown. */
  const listedBefore = new Set<string>();

  return async (keys, { leaving, ...options }) => {
    const gone = new Set<string>();
    const unreadable = new Set<string>(); // singly they would be no better
    const list = await pollInParts<Image>(keys.length > 1 ? [keys] : [], async (_, { seen, odd }) => {
      const report: PollReport<Image> = {
        seen,
        odd(error, id) {
          odd(error, id);
          if (id !== undefined) unreadable.add(id);
        },
      };
      for (const key of await missedByList(keys, { leaving, ...options }, report)) gone.add(key);
    });
    if ([...list.unanswered.values()].some((error) => error instanceof ThrottledError)) return list;
    const open = keys.filter((key) => {
      if (list.seen.has(key) || isMarker(key) || unreadable.has(key)) return false;
      return !gone.has(key) || list.unanswered.has(key);
    });
    const singly = await pollInParts<Image>(inChunks(open, 1), async ([id = ""], { seen }) => {
      const image = await unlessAbsent(showImage(id, options));
      if (image !== undefined) seen(id, image);
    });
    const asked = new Set(open);
    const unasked = [...list.unanswered].filter(([key]) => !asked.has(key));
    return {
      seen: new Map([...list.seen, ...singly.seen]),
      unanswered: new Map([...unasked, ...singly.unanswered]),
    };
  };

  /** Learns what the list shows; resolves with those of which it can be believed that they are gone. */
  async function missedByList(
    keys: readonly string[],
    { leaving, ...options }: PollOptions,
    { seen, odd }: PollReport<Image>,
  ): Promise<string[]> {
    const missing = new Set(keys);
    const pages: Image[][] = [];
    for await (const page of newestFirst(undefined, options, { ids: keys, odd })) {
      pages.push(page);
      for (const image of page)
        for (const key of [image.id, ...Object.values(image.tags).filter(isMarker)])
          if (missing.delete(key)) seen(key, image); // the newest of a mark
      for (const { id } of page) if (leaving.has(id)) listedBefore.add(id);
      if (missing.size === 0) break;
    }
    // Between two pages a list may lose images that exist; and where it ends is the cloud's to say.
    const [only, ...others] = pages;
    if (only === undefined || others.length > 0) return [];
    const left = [...missing].filter((key) => leaving.has(key));
    const known = left.filter((key) => listedBefore.has(key));
    if (left.length - known.length <= FEW) return known;
    const oldest = await oldestId(options);
    return oldest === undefined || only.some(({ id }) => id === oldest) ? left : known;
  }
}
