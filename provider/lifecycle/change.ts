import type { Image, ImageChange } from "../clouds/image";
import type { FieldKind } from "../resources/resource";
import { OUR_TAG } from "../resources/rules";
import type { Props } from "./inputs";
import { tagValue, userTags } from "./marker";

/** What an attribute falls back to when its argument is taken out of the program: what a new image has. */
export const fallbacks: ImageChange = {
  description: "",
  tags: {},
  visibility: "private",
  protected: false,
  hidden: false,
  minRamMiB: 0,
  maxRamMiB: 0,
  minDiskGiB: 0,
  osType: "",
  firmwareType: "bios",
  vifMultiqueue: false,
  enterpriseProjectId: "0",
  state: "Enabled",
  userTags: [],
};

/**
 * Attributes of an image that arguments manage: those given now, and those given before and taken out since. Of these what
 * `asNew` does not tell stays as it is.
 */
export function wanted(
  args: Props,
  previous: Props,
  kinds: Kinds,
  asNew: ImageChange = fallbacks,
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

type Kinds = Readonly<Record<string, FieldKind>>;

function updatable(kinds: Kinds): (keyof ImageChange)[] {
  return (Object.keys(kinds) as (keyof ImageChange)[]).filter((field) => kinds[field] === "update");
}

/** The wanted attributes that the image does not have: what an update sends, and what a diff shows. */
export function differing(change: ImageChange, shown: Props): (keyof ImageChange)[] {
  return (Object.keys(change) as (keyof ImageChange)[]).filter((field) => !same(change[field], shown[field]));
}

/** The change that makes an image ours: everything wanted, our tag among the tags, the name last. `left`: tags that stay. */
export function takeOver(
  change: ImageChange,
  image: Image,
  marker: string,
  claim: string,
  left: readonly string[] = [],
): ImageChange {
  const kept = Object.entries(userTags(image.tags)).filter(
    ([key]) => change.tags === undefined || left.includes(key),
  );
  const tags = { ...Object.fromEntries(kept), ...change.tags, [OUR_TAG]: tagValue(marker, claim) };
  return { ...change, tags };
}

/** Lists, tags and time-outs are compared as sets: neither the cloud nor the engine keeps their order. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** A text that is the same for what `same` calls the same. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return JSON.stringify(value.map(canonical).sort());
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
