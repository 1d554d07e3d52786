import { z } from "zod";
import { durationMs } from "./duration";

/** Arguments that all image resources share. The descriptions make the tables of the README. */

const duration = z
  .string()
  .refine((text) => durationMs(text) !== undefined, 'a duration such as "90s", "30m" or "1h30m"');

export const timeouts = z
  .strictObject({ create: duration.optional(), update: duration.optional(), delete: duration.optional() })
  .describe(
    'How long to wait, each as "90s", "30m", "1h30m". Wins over the option `customTimeouts`. Default: create and update "60m", delete "20m"',
  );

/** A missing one, or a number, gets zod's own words. */
export const uuid = z.guid({
  error: ({ code, input }) =>
    code === "invalid_format"
      ? `a UUID such as 16369c5d-384d-4e64-b37a-56d898769362; got ${JSON.stringify(input)}`
      : undefined,
});

export const name = z.string().describe("Name of the image. Default: the resource's name");

export const description = z.string().describe("Description of the image");

export const tags = z
  .record(z.string(), z.string())
  .describe(
    "Tags, at most nine, on Huawei Cloud 19: one more is ours. On OpenStack each is written as one Glance tag `key=value`",
  );

export const cloud = z
  .string()
  .min(1)
  .describe(
    "Name of the cloud: an entry of clouds.yaml. Default: `cloudimages:cloud`, then OS_CLOUD, then the environment",
  );

export const minRamMiB = z
  .int()
  .min(0)
  .describe("Least memory of a server made from the image, in MiB. 0: no limit");

export const maxRamMiB = z
  .int()
  .min(0)
  .describe("Most memory of a server made from it, in MiB. 0: no limit. Not on OpenStack");

export const enterpriseProjectId = z
  .string()
  .regex(/^(0?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, "0 (the default project) or a UUID")
  .describe(
    "Enterprise project of the image: a UUID, or `0` (also an empty text) for the default one. OTC and Huawei Cloud only",
  );

const trigger = z.union([z.string(), z.number(), z.boolean()]);

export const triggers = z
  .union([z.array(trigger), z.record(z.string(), trigger)])
  .describe(
    "Values, as a list or by names, that stand for what the image is baked from: when one changes, a new image is made, although all else is the same. Their order means nothing. Replaces",
  );
