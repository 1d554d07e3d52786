import { z } from "zod";
import { formed, oneOf, parts, says, text, whole } from "./argumentTypes";
import { durationMs } from "./duration";

/** Arguments that all image resources share. The descriptions make the tables of the README. */

const duration = formed(
  'a duration such as "90s", "30m" or "1h30m"',
  (value) => durationMs(value) !== undefined,
).optional();

export const timeouts = parts('durations, such as { create: "30m", update: "30m", delete: "5m" }', {
  create: duration,
  update: duration,
  delete: duration,
}).describe(
  'How long to wait, each as "90s", "30m", "1h30m". Wins over the option `customTimeouts`. Default: create and update "60m", delete "20m"',
);

export const uuid = z.guid(says("a UUID such as 16369c5d-384d-4e64-b37a-56d898769362"));

export const name = text.describe("Name of the image. Default: the resource's name");

export const description = text.describe("Description of the image");

export const tags = z
  .record(z.string(), text, says('texts by keys, such as { team: "lab" }'))
  .describe(
    "Tags, at most nine, on Huawei Cloud 19: one more is ours. On OpenStack each is written as one Glance tag `key=value`",
  );

export const cloud = formed("the name of an entry of clouds.yaml", (value) => value !== "").describe(
  "Name of the cloud: an entry of clouds.yaml. Default: `cloudimages:cloud`, then OS_CLOUD, then the environment",
);

export const minRamMiB = whole("MiB", 0).describe(
  "Least memory of a server made from the image, in MiB. 0: no limit",
);

export const maxRamMiB = whole("MiB", 0).describe(
  "Most memory of a server made from it, in MiB. 0: no limit. Not on OpenStack",
);

/** The vendors' pages write it both ways: EVS in lower case, IMS like a name. */
export const osType = oneOf("linux", "windows");

/** An argument as it is compared, recorded and sent, whichever of its spellings the program uses. */
export function inOneSpelling(field: string, value: unknown): unknown {
  return field === "osType" && (value === "Linux" || value === "Windows") ? value.toLowerCase() : value;
}

export const enterpriseProjectId = formed("0 (the default project) or a UUID", (value) =>
  /^(0?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(value),
).describe(
  "Enterprise project of the image: a UUID, or `0` (also an empty text) for the default one. OTC and Huawei Cloud only",
);

const trigger = z.union([z.string(), z.number(), z.boolean()]);

export const triggers = z
  .union(
    [z.array(trigger), z.record(z.string(), trigger)],
    says("texts, numbers and booleans, as a list or by names"),
  )
  .describe(
    "Values, as a list or by names, that stand for what the image is baked from: when one changes, a new image is made, although all else is the same. Their order means nothing. Replaces",
  );
