import { isTemporary } from "../../provider/lifecycle/marks/marker";
import { OUR_TAG } from "../../provider/resources/issues";
import type { ModelImage } from "./modelImage";
import type { ModelImages } from "./modelImages";

/**
 * A second person, who may do one thing to one image of ours. Only before its own engine asks: what is done right after an
 * engine's last look at its image it cannot see.
 */
export class ModelPeople {
  /** It is that person's from then on, whatever becomes of it. */
  claimed: ModelImage | undefined;
  /** Its name was its mark, and nobody can know it as ours any more. */
  unmarked: ModelImage | undefined;
  readonly #images: ModelImages;
  #deeds = 0;

  constructor(images: ModelImages) {
    this.#images = images;
  }

  /** What may be done right before this is asked; nothing where the answer does not tell of images. */
  deedsBefore(what: string, engine: string): readonly string[] {
    const { settings, inBin } = this.#images;
    const ours = this.#images.madeBy(engine);
    const tells = /^(show (?!volume|job|the job|backup)|look|tags|list|which)/.test(what);
    if (settings.withPeople !== true || this.#deeds > 0 || !tells) return [];
    const ofBin = settings.hasBin === true ? ["claims and deletes"] : [];
    return [
      ...ours.flatMap(({ id }) => ["claims", "renames", "deletes", ...ofBin].map((deed) => told(deed, id))),
      ...inBin.filter(({ by }) => by === engine).map(({ id }) => told("recovers", id)),
    ];
  }

  /** The claim is gone again. */
  overtaken(): void {
    this.claimed = undefined;
  }

  do(said: string): void {
    const image = this.#images.all.find(({ id }) => said.endsWith(` ${id}`));
    if (image === undefined || !said.startsWith(ANOTHER)) return;
    this.#deeds += 1;
    if (said.includes(" renames ")) {
      if (isTemporary(image.name)) this.unmarked = image;
      image.name = "renamed";
    }
    if (said.includes(" recovers ")) image.gone = false;
    if (said.includes(" claims ")) {
      image.name = "theirs";
      image.tags = { ...image.tags, [OUR_TAG]: THEIRS };
      this.claimed = image;
    }
    if (said.includes(" deletes ")) image.gone = true;
  }
}

const ANOTHER = "another ";

function told(deed: string, id: string): string {
  return `${ANOTHER}${deed} ${id}`;
}

const THEIRS = "aaaaaaaa-bbbbbbbbbbbbbbbbbbbb-cccccccccccc";
