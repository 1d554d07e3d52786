import { differences } from "../clouds/huawei/differences";
import type { TagRule } from "../clouds/huawei/ims/tagRule";
import { OUR_TAG } from "../clouds/ourTag";
import { isHuaweiFamily, type Profile } from "../clouds/settings/profile";

export { OUR_TAG };

/** A documented rule that an argument breaks. */
export interface Issue {
  /** Path of the argument, such as `tags.team`. */
  readonly property: string;
  /** The rule, and its source. */
  readonly reason: string;
}

interface TagRules {
  /** The number of tags that users may set: one fewer than the cloud allows, because one is ours. */
  readonly most: number;
  readonly issues: (key: string, value: string) => Issue[];
}

/** OpenStack itself allows many more. ZStack has no `tags`: its tags are arguments of their own. */
const tagRules: Readonly<Record<Profile, TagRules | undefined>> = {
  otc: imsTags(differences.otc.tags),
  "otc-swiss": imsTags(differences["otc-swiss"].tags),
  huaweicloud: imsTags(differences.huaweicloud.tags),
  openstack: { most: 9, issues: glanceTagIssues },
  zstack: undefined,
};

/** The largest number of tags that any cloud takes. */
export const USER_TAGS = Math.max(...Object.values(tagRules).map((rules) => rules?.most ?? 0));

/** JavaScript's objects use this key for their prototype, so that it is lost silently on its way through Pulumi. */
export const LOST_KEY = "__proto__";

export function nameIssues(name: string | undefined, profile: Profile | undefined): Issue[] {
  if (name === undefined || profile === undefined) return [];
  const rule = nameRules[profile];
  return rule.shape.test(name)
    ? []
    : [{ property: "name", reason: `${rule.text}; got ${JSON.stringify(name)}` }];
}

interface NameRule {
  readonly shape: RegExp;
  readonly text: string;
}

function imsName(where: string, hanNames: boolean): NameRule {
  const [han, chinese] = hanNames ? ["\\p{Script=Han}", ", Chinese characters"] : ["", ""];
  return {
    shape: new RegExp(`^(?! )[${han}A-Za-z0-9._ \\-]{1,128}(?<! )$`, "u"),
    text: `an image name on ${where} has 1 to 128 of the characters A-Z a-z 0-9 . _ -${chinese} and space, and neither starts nor ends with a space`,
  };
}

/**
 * evs_04_2086 and docs/vendors/open-telekom-and-huawei.md#attribute-rules for the Huawei family; Glance's image schema for
 * OpenStack.
 */
const nameRules: Readonly<Record<Profile, NameRule>> = {
  otc: imsName("Open Telekom Cloud", differences.otc.hanNames),
  "otc-swiss": imsName("Open Telekom Cloud", differences["otc-swiss"].hanNames),
  huaweicloud: imsName("Huawei Cloud", differences.huaweicloud.hanNames),
  openstack: { shape: /^[\s\S]{1,255}$/u, text: "an image name on OpenStack has 1 to 255 characters" },
  zstack: { shape: /^[\s\S]{1,255}$/u, text: "a name on ZStack has 1 to 255 characters" },
};

const LONGEST_DESCRIPTION = 4000;

export function descriptionIssues(description: string | undefined, profile: Profile | undefined): Issue[] {
  if (description === undefined || profile === undefined) return [];
  const { length } = [...description]; // characters, not UTF-16 units
  if (!isHuaweiFamily(profile)) {
    // Glance takes more, but the engine cannot record an unfinished resource of more than about 50 KB
    // (docs/vendors/pulumi.md#partial-failure).
    const reason = `must have at most ${LONGEST_DESCRIPTION} characters; got ${length}`;
    return length <= LONGEST_DESCRIPTION ? [] : [{ property: "description", reason }];
  }
  // The page of data images says "only letters and digits", but its example is "Data disk 1 of Fedora": we do not enforce it.
  const rule =
    "a description has at most 1024 characters, none of them a line break, < or > (IMS, image attributes)";
  const fits = length <= 1024 && !/[\r\n<>]/.test(description);
  return fits ? [] : [{ property: "description", reason: rule }];
}

export function tagIssues(
  tags: Readonly<Record<string, string>> | undefined,
  profile: Profile | undefined,
): Issue[] {
  if (tags === undefined) return [];
  const issues: Issue[] = [];
  const count = Object.keys(tags).length;
  const rules = profile && tagRules[profile]; // the cloud may still be unknown, in a preview
  const most = rules?.most ?? USER_TAGS;
  if (count > most) {
    const reason = `must be at most ${most} tags; got ${count} (one more, which the cloud allows, marks the image as managed)`;
    issues.push({ property: "tags", reason });
  }
  for (const [key, value] of Object.entries(tags)) {
    if (key === OUR_TAG)
      issues.push({ property: `tags.${key}`, reason: "this key is the one that marks the image as managed" });
    if (key === LOST_KEY)
      issues.push({ property: `tags.${key}`, reason: "no program can set a tag of this key" });
    issues.push(...(rules?.issues(key, value) ?? []));
  }
  return issues;
}

function imsTags({ most, key: keys, value: values }: TagRule): TagRules {
  return {
    most: most - 1,
    issues: (key, value) =>
      [...(keys.shape.test(key) ? [] : [keys]), ...(values.shape.test(value) ? [] : [values])].map(
        ({ text }) => ({
          property: `tags.${key}`,
          reason: text,
        }),
      ),
  };
}

/** Glance's tags are texts of at most 255 characters; a key and its value become one of them, "key=value". */
function glanceTagIssues(key: string, value: string): Issue[] {
  const fits = key !== "" && !key.includes("=") && `${key}=${value}`.length <= 255;
  const reason =
    'a tag\'s key is not empty and has no "="; key and value have at most 254 characters together';
  return fits ? [] : [{ property: `tags.${key}`, reason }];
}

export function ramIssues({
  minRamMiB: least,
  maxRamMiB: most,
}: {
  readonly minRamMiB?: number | undefined;
  readonly maxRamMiB?: number | undefined;
}): Issue[] {
  if (least === undefined || most === undefined || most === 0 || least <= most) return [];
  return [{ property: "minRamMiB", reason: `must be at most maxRamMiB (${most}); got ${least}` }];
}

/** The issue of a resource that the cloud does not have. */
export function profileIssues(
  what: string,
  profile: Profile | undefined,
  profiles: readonly Profile[],
): Issue[] {
  if (profile === undefined || profiles.includes(profile)) return [];
  const reason = `${what} exist on ${profiles.join(", ")} only; this cloud's profile is ${profile}`;
  return [{ property: "cloud", reason }];
}

/** The issue of a resource that only the Huawei family has. */
export function familyIssues(what: string, profile: Profile | undefined): Issue[] {
  if (profile === undefined || isHuaweiFamily(profile)) return [];
  return [
    {
      property: "cloud",
      reason: `${what} exist on Open Telekom Cloud and Huawei Cloud only; this cloud's profile is ${profile}`,
    },
  ];
}
