import type { Image } from "../../clouds/image";
import { parseMark } from "../../clouds/parseMark";
import { OUR_TAG } from "../../resources/issues";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { markerFrom } from "../marks/marker";

/**
 * Whether the image of these arguments is there, in whatever state: then no create will follow, or one after this very
 * image was deleted, and the state of its source now says nothing. Whose mark it is does not matter, for a change of
 * the owner makes no new image. One without our mark may be unfinished, imported or stripped, and a renamed resource has
 * another mark: there name and source decide.
 */
export function isAlreadyThere<Args extends CommonArgs>(
  images: readonly Image[],
  resource: ImageResource<Args>,
  args: Args,
  marker: string,
): boolean {
  const { hashes, named } = indexOf(images);
  const hash = parseMark(marker)?.hash;
  if (hash !== undefined && hashes.has(hash)) return true;
  const ofName = named.get(args.name) ?? [];
  return ofName.some((image) => resource.mayBeFrom?.(image, args) ?? image.tags[OUR_TAG] === undefined);
}

/** A list of images by what is looked for in it: a program with a thousand images looks a thousand times. */
interface Index {
  /** Of the marks in names and tags. */
  readonly hashes: ReadonlySet<string>;
  readonly named: ReadonlyMap<string, readonly Image[]>;
}

const indexes = new WeakMap<readonly Image[], Index>();

function indexOf(images: readonly Image[]): Index {
  const known = indexes.get(images);
  if (known !== undefined) return known;
  const named = new Map<string, Image[]>();
  for (const image of images) {
    const others = named.get(image.name);
    if (others === undefined) named.set(image.name, [image]);
    else others.push(image);
  }
  const texts = images.flatMap(({ name, tags }) => [name, tags[OUR_TAG] ?? ""]);
  const hashes = new Set(texts.flatMap((text) => parseMark(text)?.hash ?? []));
  indexes.set(images, { hashes, named });
  return { hashes, named };
}

/**
 * Whether an image that is there may be the one of these arguments, although its mark is another: a resource or stack that
 * was renamed or moved in the state has a new one. Then a create may not follow, and where it does, the provider probes again.
 */
export function mayBeThere<Args extends CommonArgs>(
  images: readonly Image[],
  resource: ImageResource<Args>,
  args: Args,
): boolean {
  return images.some(
    (image) => markerFrom(image) !== undefined && (image.name === args.name || resource.isFrom(image, args)),
  );
}
