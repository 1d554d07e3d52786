import type { Image } from "../../clouds/image";
import type { Profile } from "../../clouds/settings";
import type { Issue } from "../../resources/issues";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { userTags } from "../marks/marker";
import { same } from "../state/change";
import { imageOutputs } from "../state/imageOutputs";
import { issuesOf, type Props } from "../state/inputs";

export interface ArgsInPlace {
  readonly args: Props;
  /** What the image has, but no program may say. */
  readonly left: readonly Issue[];
  /** Keys of the tags among it. */
  readonly leftTags: readonly string[];
}

/**
 * Arguments set in place, as the image shows them: those that a program has to say for the image to stay as it is. What an
 * image has without being told, is left out. What breaks a rule is left out too and stays as it is, unmanaged: of tags
 * those alone that break one.
 */
export function argsInPlace<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  image: Image,
  profile: Profile,
): ArgsInPlace {
  const outputs = imageOutputs(resource, image, profile);
  const [kinds, fallbacks] = [resource.kinds(profile), resource.fallbacks(profile)];
  const fields = Object.keys(kinds).filter(
    (field) => kinds[field] === "update" && outputs[field] !== undefined,
  );
  const set = fields.filter((field) => !same(outputs[field], fallbacks[field]));
  const args = Object.fromEntries(set.map((field) => [field, outputs[field]]));
  const tags = (args.tags ?? {}) as Readonly<Record<string, string>>;
  const wrongTags = tagIssues(tags);
  const named = Object.entries(tags).filter(
    ([key]) => !wrongTags.some(({ property }) => tagOf(property) === key),
  );
  if (named.length > 0) args.tags = Object.fromEntries(named);
  else delete args.tags;
  const broken = issuesOf(resource, args, profile).filter(({ property }) => topOf(property) in args);
  // Every image has a name, and so has every program: one that breaks a rule is for the caller to refuse.
  const left = broken.filter(({ property }) => topOf(property) !== "name");
  for (const { property } of left) delete args[topOf(property)];
  const programKeys = Object.keys(args.tags ?? {});
  return {
    args,
    left: [...wrongTags, ...left, ...tagsNoMapHolds(image)],
    leftTags: Object.keys(tags).filter((key) => !programKeys.includes(key)),
  };

  function tagIssues(tags: object): Issue[] {
    return issuesOf(resource, { tags }, profile).filter(({ property }) => {
      const key = tagOf(property);
      return key !== undefined && Object.hasOwn(tags, key);
    });
  }
}

/** Tags that no map of keys can hold. They need not be recorded: an update changes them where the program names their key. */
function tagsNoMapHolds({ otherTags = {} }: Image): Issue[] {
  return Object.entries(userTags(otherTags)).map(([key, texts]) => {
    const all = texts.map((text) => JSON.stringify(text)).join(", ");
    const reason = texts.length > 1 ? `several tags share this key: ${all}` : `the image has it as ${all}`;
    return { property: `tags.${key}`, reason };
  });
}

/** The key in a path such as `tags.version`; it may have dots itself. */
function tagOf(property: string): string | undefined {
  return property.startsWith("tags.") ? property.slice("tags.".length) : undefined;
}

/** The argument that a path such as `source.vaultId` is of. */
export function topOf(property: string): string {
  return property.split(".")[0] ?? property;
}
