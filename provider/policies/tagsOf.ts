import { ownValue } from "../http/ownValue";
import { LOST_KEY, OUR_TAG, USER_TAGS } from "../resources/rules";
import { ConfigurationError } from "./configuration";
import type { Kind } from "./kinds";
import type { PlannedImage } from "./plannedImage";
import { textIn } from "./raw";

/** Tags as every cloud's image has them: ZStack's user tags are texts, written `key=value`. */
export function hasTag({ args, ...image }: PlannedImage, key: string): boolean {
  if (image.kind !== "DataVolumeTemplate") return Object.hasOwn(tagsIn(args), key);
  return userTag(args, key) !== undefined;
}

/** The value of a tag that is there. */
export function tagValue({ args, ...image }: PlannedImage, key: string): string | undefined {
  if (image.kind !== "DataVolumeTemplate") return ownValue(tagsIn(args), key);
  return userTag(args, key)?.slice(key.length + 1);
}

/** Written into the arguments themselves, so that values which are secret stay so. */
export function addTag({ args, ...image }: PlannedImage, key: string, value: string): void {
  if (image.kind === "DataVolumeTemplate") {
    const target = args as { userTags?: string[] };
    if (target.userTags === undefined) target.userTags = [`${key}=${value}`];
    else target.userTags.push(`${key}=${value}`);
    return;
  }
  const target = args as { tags?: Record<string, string> };
  if (target.tags === undefined) target.tags = { [key]: value };
  else target.tags[key] = value;
}

/** The argument that holds the tags. */
export function tagArgument({ kind }: PlannedImage, key: string): string {
  return kind === "DataVolumeTemplate" ? `userTags ${JSON.stringify(`${key}=…`)}` : `tags.${key}`;
}

function tagsIn(args: PlannedImage["args"]): Readonly<Record<string, string>> {
  return ("tags" in args && args.tags) || {};
}

function userTagsIn(args: PlannedImage["args"]): readonly string[] {
  return ("userTags" in args && args.userTags) || [];
}

/** Known ones first: one that is unknown in a preview throws when it is read, and may be any. */
function userTag(args: PlannedImage["args"], key: string): string | undefined {
  const tags = userTagsIn(args);
  const known = Object.keys(tags).flatMap((at) => textIn(tags, at) ?? []);
  return known.find((tag) => keyOf(tag) === key) ?? tags.find((tag) => keyOf(tag) === key);
}

function keyOf(tag: string): string {
  return tag.split("=", 1)[0] ?? "";
}

/** Values for keys: every key is one that is required, so that a misspelt one does not pass unseen. */
export function onlyRequired(setting: string, given: object, keys: readonly string[]): void {
  const strange = Object.keys(given).find((key) => !keys.includes(key));
  if (strange !== undefined) {
    throw new ConfigurationError(`${setting} names "${strange}", which is not among the keys`);
  }
}

/** Keys that an image can have, all of them. Those that only some clouds refuse are left to the checks of the cloud's rules. */
export function possibleKeys(setting: string, keys: readonly string[], kind: Kind | undefined): void {
  const joined = keys.find((key) => key.includes("="));
  if (joined !== undefined) {
    throw new ConfigurationError(`${setting} has "${joined}", and no tag's key has a "="`);
  }
  if (keys.includes(LOST_KEY)) {
    throw new ConfigurationError(`${setting} has "${LOST_KEY}", which no program can set`);
  }
  if (keys.includes(OUR_TAG)) {
    throw new ConfigurationError(`${setting} has "${OUR_TAG}", the tag that programs cannot set`);
  }
  if (kind !== "DataVolumeTemplate" && keys.length > USER_TAGS) {
    const most = `a ${kind} has at most ${USER_TAGS} tags of its own`;
    throw new ConfigurationError(`${setting} has ${keys.length} keys, and ${most}`);
  }
}
