import {
  cloud,
  description,
  enterpriseProjectId,
  maxRamMiB,
  minRamMiB,
  name,
  tags,
  timeouts,
  triggers,
} from "./sharedFields";

/**
 * The arguments that all images share which IMS makes by jobs (ims_03_0607, ims_03_0606). The create call of data images takes
 * no memory limits: they are set afterwards, as on any image (ims_03_0604). Only the Huawei family has these images, so the
 * texts do not mention other clouds.
 */
export const jobImageFields = {
  name: {
    ...name,
    text: "Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also Chinese characters.",
  },
  description: {
    ...description,
    text: "Description of the image: at most 1024 characters, no line break, `<` or `>`.",
  },
  tags: {
    ...tags,
    text: "Tags, texts by keys: at most nine, on Huawei Cloud 19, because one more is ours. OTC: keys of 1–36 characters, none of them `=`, values of at most 43. Huawei Cloud: keys of 1–128, values of at most 255 of Chinese letters, `A-Z a-z 0-9 _.:/+-@` and space.",
  },
  minRamMiB,
  maxRamMiB,
  enterpriseProjectId,
  triggers,
  cloud,
  timeouts,
} as const;
