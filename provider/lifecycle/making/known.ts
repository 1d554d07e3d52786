import type { Image } from "../../clouds/image";
import type { Clock } from "../../http/clock";
import { decide, type Next, type Rules } from "./decide";
import type { Evidence } from "./evidence";
import { type Heard, learn } from "./learn";

/** Gets the image's id as soon as anything tells it, and what each look shows; undefined when the cloud has nothing left. */
export type Found = (imageId: string | undefined, image?: Image) => void;

/** What is known by now, for those who ask at the same time; and what follows from it. */
export class Known {
  #evidence: Evidence;
  readonly #rules: Rules;
  readonly #clock: Clock;
  readonly #found: Found;

  constructor(evidence: Evidence, rules: Rules, clock: Clock, found: Found) {
    this.#evidence = evidence;
    this.#rules = rules;
    this.#clock = clock;
    this.#found = found;
  }

  get evidence(): Evidence {
    return this.#evidence;
  }

  get next(): Next {
    return decide(this.#evidence, this.#rules, this.#clock.now());
  }

  hear(heard: Heard): void {
    const before = this.#evidence;
    this.#evidence = learn(before, heard);
    const { imageId, image } = this.#evidence;
    const isNews = imageId !== before.imageId || image !== before.image;
    if (isNews && imageId !== undefined) this.#found(imageId, image);
  }
}
