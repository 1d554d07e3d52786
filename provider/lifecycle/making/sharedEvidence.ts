import type { Image } from "../../clouds/image";
import type { Clock } from "../../http/clock";
import { decide, type Next, type Rules } from "./decide";
import type { Evidence } from "./evidence";
import { type Answer, learn } from "./learn";

/** Gets the image's id as soon as anything tells it, and what each poll shows; undefined when the cloud has nothing left. */
export type OnNews = (imageId: string | undefined, image?: Image) => void;

/** What is known by now, for those who ask at the same time; and what follows from it. */
export class SharedEvidence {
  #evidence: Evidence;
  readonly #rules: Rules;
  readonly #clock: Clock;
  readonly #onNews: OnNews;

  constructor(evidence: Evidence, rules: Rules, clock: Clock, onNews: OnNews) {
    this.#evidence = evidence;
    this.#rules = rules;
    this.#clock = clock;
    this.#onNews = onNews;
  }

  get evidence(): Evidence {
    return this.#evidence;
  }

  get next(): Next {
    return decide(this.#evidence, this.#rules, this.#clock.now());
  }

  add(answer: Answer): void {
    const before = this.#evidence;
    this.#evidence = learn(before, answer);
    const { imageId, image } = this.#evidence;
    const isNews = imageId !== before.imageId || image !== before.image;
    if (isNews && imageId !== undefined) this.#onNews(imageId, image);
  }
}
