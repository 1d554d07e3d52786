/** Tags of an image, as a cloud's page on their format has them. */
export interface TagRule {
  /** The number of tags that an image may have. */
  readonly most: number;
  readonly key: TextRule;
  readonly value: TextRule;
}

interface TextRule {
  readonly shape: RegExp;
  readonly text: string;
}

/*
 * The rules are those of `image_tags`, which is what is sent; the dotted form `tags` allows less
 * (docs/vendors/open-telekom-and-huawei.md#tags). Blanks at either end, which the clouds remove or refuse, would be a
 * difference for ever. A "=" in a key would be lost: images show their tags as "key=value".
 */

/** OTC, "Image Tag Format" (en-us_topic_0020092110): lengths alone. */
export const byLength: TagRule = {
  most: 10,
  key: {
    shape: /^(?!\s)[^=]{1,36}(?<!\s)$/su,
    text: 'a tag\'s key has 1 to 36 characters, none of them "=", and no blank at either end',
  },
  value: {
    shape: /^(?!\s).{0,43}(?<!\s)$/su,
    text: "a tag's value has at most 43 characters, and no blank at either end",
  },
};

/**
 * Huawei Cloud, the newest page (ims_03_0902). Older ones, also of single regions, allow ten tags, 36 and 43
 * characters, and fewer of them: there the cloud itself refuses what is too much, and its hint says so.
 */
export const byCharacters: TagRule = {
  most: 20,
  key: {
    shape: /^(?! )[\u4E00-\u9FFFA-Za-z0-9 _.:+@-]{1,128}(?<! )$/u,
    text: "a tag's key has 1 to 128 of the characters A-Z a-z 0-9 _ . : + - @, Chinese characters and space, and no space at either end",
  },
  value: {
    shape: /^(?! )[\u4E00-\u9FFFA-Za-z0-9 _.:/+@-]{0,255}(?<! )$/u,
    text: "a tag's value has at most 255 of the characters A-Z a-z 0-9 _ . : / + - @, Chinese characters and space, and no space at either end",
  },
};
