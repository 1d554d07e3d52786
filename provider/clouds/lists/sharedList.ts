import { abortable } from "../../http/abortable";
import type { CallOptions } from "../../http/call";
import type { Clock } from "../../http/clock";
import { Errand } from "../../http/queue/errand";
import type { Image } from "../image";

/** So many images of a period are left to calls of their own: a small stack is read as it always was. */
const FEW = 10;
/**
 * What a list has shown serves the reads of so long from its first request on, or with eight reads at a time every eight would cost a
 * list. An image may have been changed since, as it may after a read of its own.
 */
const PERIOD_MS = 30_000;

/** The project's own images, page by page, each as `showImage` shows it. */
export type ImagePages = (options: CallOptions) => AsyncGenerator<readonly Image[]>;

interface Period {
  readonly until: number;
  readonly pages: AsyncGenerator<readonly Image[]>;
  readonly images: Map<string, Image>;
  reads: number;
  pagesAsked: number;
  /** The page that is being read. */
  page: Promise<void> | undefined;
  ended: boolean;
}

/**
 * One list of a cloud's images for many reads. It never says that there is no image: whoever is not served reads the image by
 * a call of its own. The list is read as far as it pays: no more pages than reads that may need them, however many
 * images the project has.
 */
export class SharedList {
  readonly #pages: ImagePages;
  readonly #clock: Clock;
  /** Older than the reads that it is to spare. */
  readonly #errand = new Errand("preflight");
  #period: Period | undefined;

  constructor(pages: ImagePages, clock: Clock) {
    this.#pages = pages;
    this.#clock = clock;
  }

  /** The image as a list shows it that was requested within the last half minute, and after our last change of any image. */
  async find(id: string, signal?: AbortSignal): Promise<Image | undefined> {
    const period = this.#current();
    period.reads += 1;
    if (period.reads <= FEW) return undefined;
    while (this.#isCurrent(period)) {
      const image = period.images.get(id);
      if (image !== undefined || period.ended) return image;
      if (period.page === undefined && period.pagesAsked >= period.reads - FEW) return undefined;
      period.page ??= this.#readPage(period);
      await abortable(period.page, signal);
    }
    return undefined;
  }

  /** An image is being changed, or has been. */
  forget(): void {
    this.#period = undefined;
  }

  #current(): Period {
    if (this.#period !== undefined && this.#isCurrent(this.#period)) return this.#period;
    const until = this.#clock.now() + PERIOD_MS;
    this.#period = {
      until,
      pages: this.#pages({ deadline: until, errand: this.#errand }),
      images: new Map(),
      reads: 0,
      pagesAsked: 0,
      page: undefined,
      ended: false,
    };
    return this.#period;
  }

  #isCurrent(period: Period): boolean {
    return period === this.#period && this.#clock.now() < period.until;
  }

  /** Never fails, and never takes longer than the period: whoever has waited reads the image itself, and hears what is wrong. */
  async #readPage(period: Period): Promise<void> {
    period.pagesAsked += 1;
    const answered = new AbortController();
    const tooLate = this.#clock.sleep(Math.max(0, period.until - this.#clock.now()), answered.signal);
    const noPage = { done: true } as const;
    const page = await Promise.race([
      period.pages.next().catch(() => noPage),
      tooLate.then(
        () => noPage,
        () => noPage,
      ),
    ]);
    answered.abort();
    if (page.done) period.ended = true;
    else for (const image of page.value) period.images.set(image.id, image);
    period.page = undefined;
  }
}
