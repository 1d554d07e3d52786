import type { CallOptions } from "../../../http/call";
import { ThrottledError } from "../../../http/errors";
import { inChunks, type PollReport, pollInParts } from "../../../polling/pollInParts";
import type { PollMany, PollOptions } from "../../../polling/watch";
import type { Image } from "../../image";
import type { OnInvalid } from "../../parseImages";
import { isMarker } from "../../parseMark";
import { unlessServiceSaysNotFound } from "../../unlessNotFound";

/** The calls of IMS that a poll of many images uses. */
interface ImsReads {
  showImage(id: string, options: CallOptions): Promise<Image>;
  /** The project's own images, page by page. */
  newestFirst(
    filter: undefined,
    options: CallOptions,
    awaited: { readonly ids: readonly string[]; readonly onInvalid: OnInvalid },
  ): AsyncGenerator<Image[]>;
  /** The oldest of the project's own images; undefined if it has none. */
  oldestId(options: CallOptions): Promise<string | undefined>;
}

/** Up to this many images are polled one by one; for more, one call checks whether the list is complete. */
const FEW = 3;

/**
 * Polls many images with the list of the newest ones. Images that the list lacks are polled one by one, except for those
 * being deleted if the list proves that they are gone. An image whose id is not known yet is found by its mark, the value
 * of a tag; if it is not listed, its job may not have got that far.
 */
export function pollManyImages({ showImage, newestFirst, oldestId }: ImsReads): PollMany<Image> {
  /** Images whose end is waited for, and that a list has shown. */
  const listedBefore = new Set<string>();

  return async (keys, { leaving, ...options }) => {
    const gone = new Set<string>();
    const invalidIds = new Set<string>(); // a call for one of them would show the same
    const list = await pollInParts<Image>(keys.length > 1 ? [keys] : [], async (_, { seen, invalid }) => {
      const report: PollReport<Image> = {
        seen,
        invalid(error, id) {
          invalid(error, id);
          if (id !== undefined) invalidIds.add(id);
        },
      };
      for (const key of await missedByList(keys, { leaving, ...options }, report)) gone.add(key);
    });
    if ([...list.unanswered.values()].some((error) => error instanceof ThrottledError)) return list;
    const open = keys.filter((key) => {
      if (list.seen.has(key) || isMarker(key) || invalidIds.has(key)) return false;
      return !gone.has(key) || list.unanswered.has(key);
    });
    const singly = await pollInParts<Image>(inChunks(open, 1), async ([id = ""], { seen }) => {
      const image = await unlessServiceSaysNotFound(showImage(id, options));
      if (image !== undefined) seen(id, image);
    });
    const polledSingly = new Set(open);
    const otherUnanswered = [...list.unanswered].filter(([key]) => !polledSingly.has(key));
    return {
      seen: new Map([...list.seen, ...singly.seen]),
      unanswered: new Map([...otherUnanswered, ...singly.unanswered]),
    };
  };

  /** Reports what the list shows; resolves with the keys of images that are certainly gone. */
  async function missedByList(
    keys: readonly string[],
    { leaving, ...options }: PollOptions,
    { seen, invalid: onInvalid }: PollReport<Image>,
  ): Promise<string[]> {
    const missing = new Set(keys);
    const pages: Image[][] = [];
    for await (const page of newestFirst(undefined, options, { ids: keys, onInvalid })) {
      pages.push(page);
      for (const image of page)
        for (const key of [image.id, ...Object.values(image.tags).filter(isMarker)])
          if (missing.delete(key)) seen(key, image); // the newest image with a mark
      for (const { id } of page) if (leaving.has(id)) listedBefore.add(id);
      if (missing.size === 0) break;
    }
    // Images that exist may slip between two pages, and the cloud decides where the list ends.
    const [firstPage, ...morePages] = pages;
    if (firstPage === undefined || morePages.length > 0) return [];
    const goneFromList = [...missing].filter((key) => leaving.has(key));
    const certain = goneFromList.filter((key) => listedBefore.has(key));
    if (goneFromList.length - certain.length <= FEW) return certain;
    const oldest = await oldestId(options);
    return oldest === undefined || firstPage.some(({ id }) => id === oldest) ? goneFromList : certain;
  }
}
