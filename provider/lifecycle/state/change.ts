import type { Image, ImageChange } from "../../clouds/image";
import { tagValue } from "../../clouds/parseMark";
import type { Profile } from "../../clouds/settings";
import { ownValue } from "../../http/ownValue";
import type { Property } from "../../resources/arguments/property";
import { OUR_TAG } from "../../resources/issues";
import type { FieldKind, ImageResource } from "../../resources/resource";
import { userTags } from "../marks/marker";
import type { Props } from "./inputs";

/**
 * Attributes of an image that arguments manage: those given now, and those given before and taken out since. Of these what
 * `asNew` does not tell stays as it is.
 */
export function wanted(
  args: Props,
  previous: Props,
  { kinds, fallbacks }: Treatments,
  asNew: Props = fallbacks,
): ImageChange {
  // An empty text is what a new image has: of enterprise projects the default one.
  const given = Object.fromEntries(
    updatable(kinds).flatMap((field) => {
      const value = args[field];
      return value === undefined ? [] : [[field, value === "" ? (fallbacks[field] ?? value) : value]];
    }),
  );
  const fallen = dropped(args, previous, kinds).flatMap((field) =>
    asNew[field] === undefined ? [] : [[field, asNew[field]]],
  );
  return { ...Object.fromEntries(fallen), ...given };
}

/** Attributes that the program has managed, and does not any more. */
export function dropped(args: Props, previous: Props, kinds: Kinds): (keyof ImageChange)[] {
  return updatable(kinds).filter((field) => args[field] === undefined && previous[field] !== undefined);
}

/** How a cloud treats the arguments of a resource. */
export interface Treatments {
  readonly kinds: Kinds;
  readonly fallbacks: Props;
}

export function treatments(
  { kinds, fallbacks }: Pick<ImageResource, "kinds" | "fallbacks">,
  profile: Profile,
): Treatments {
  return { kinds: kinds(profile), fallbacks: fallbacks(profile) };
}

/** The same change as it goes over the wire: arguments that are attributes there, and nothing else, by their names there. */
export function onWire(change: ImageChange, properties: Readonly<Record<string, Property>>): ImageChange {
  const sent = Object.entries(change).flatMap(([field, value]) => {
    const property = ownValue(properties, field);
    return property === undefined ? [] : [[property.name, value === null ? "" : property.write(value)]];
  });
  if (sent.length === 0) return change;
  const others = Object.entries(change).filter(([field]) => !Object.hasOwn(properties, field));
  return { ...Object.fromEntries(others), properties: Object.fromEntries(sent) };
}

type Kinds = Readonly<Record<string, FieldKind>>;

function updatable(kinds: Kinds): (keyof ImageChange)[] {
  return (Object.keys(kinds) as (keyof ImageChange)[]).filter((field) => kinds[field] === "update");
}

/** The wanted attributes that the image does not have: what an update sends, and what a diff shows. */
export function differing(change: ImageChange, outputs: Props): (keyof ImageChange)[] {
  return (Object.keys(change) as (keyof ImageChange)[]).filter(
    (field) => !same(change[field], outputs[field]),
  );
}

/** The change that makes an image ours: everything wanted, our tag among the tags, the name last. `left`: tags that stay. */
export function takeOverChange(
  change: ImageChange,
  image: Image,
  marker: string,
  claim: string,
  left: readonly string[] = [],
): ImageChange {
  const stayingTags = Object.entries(userTags(image.tags)).filter(
    ([key]) => change.tags === undefined || left.includes(key),
  );
  const tags = { ...Object.fromEntries(stayingTags), ...change.tags, [OUR_TAG]: tagValue(marker, claim) };
  return { ...change, tags };
}

/** Lists, tags and time-outs are compared as sets: neither the cloud nor the engine keeps their order. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/**
 * A text that is the same for what `same` calls the same. Hashes of triggers are made of it and stand in states; those of marks
 * are made in another order (marks/), and neither can take the other's without replacing images.
 */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return JSON.stringify(value.map(canonical).sort());
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
