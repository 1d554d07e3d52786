import { z } from "zod";
import { defaultTimeouts } from "../defaultTimeouts";
import { durationMs } from "../durationMs";
import { everywhere, type Field, glanceFamily, huaweiFamily, readHere, replaces, setInPlace } from "./field";
import { formed, messageOf, oneOf, parts, text, whole } from "./types";

/** Arguments that several resources share. */

const duration = formed(
  'a duration such as "90s", "30m" or "1h30m"',
  (value) => durationMs(value) !== undefined,
).optional();

/** The vendors' pages use both spellings: EVS lower case, IMS capitals. */
export const osTypeRule = oneOf("linux", "windows");
export const osTypeType = '"linux" | "windows" | "Linux" | "Windows"';

/** The value that is compared, recorded and sent, whichever spelling the program uses. */
export function inOneSpelling(field: string, value: unknown): unknown {
  return field === "osType" && (value === "Linux" || value === "Windows") ? value.toLowerCase() : value;
}

export const uuid = z.guid(messageOf("a UUID such as 16369c5d-384d-4e64-b37a-56d898769362"));
export const exampleUuid = "16369c5d-384d-4e64-b37a-56d898769362";

export const tagsRule = z.record(z.string(), text, messageOf('texts by keys, such as { team: "lab" }'));

const trigger = z.union([z.string(), z.number(), z.boolean()]);

export const name = {
  rule: text,
  on: everywhere(setInPlace({ without: undefined })),
  text: "Name of the image. OTC: 1–128 of `A-Z a-z 0-9 . _ -` and space, no space at either end; Huawei Cloud also Chinese characters; OpenStack: 1–255 characters.",
  otherwise: "the resource's name",
  example: "golden",
} as const satisfies Field;

export const description = {
  rule: text.optional(),
  on: {
    ...huaweiFamily(setInPlace({ without: "" })),
    openstack: setInPlace({ without: "", fromSource: true }),
    zstack: setInPlace({ without: "" }),
  },
  text: "Description of the image. OTC, Huawei Cloud: at most 1024 characters, no line break, `<` or `>`; OpenStack: at most 4000 characters.",
  example: "Web server with TLS",
} as const satisfies Field;

export const tags = {
  rule: tagsRule.optional(),
  on: glanceFamily(setInPlace({ without: {} })),
  text: "Tags, texts by keys: at most nine, on Huawei Cloud 19, because one more is ours. OTC: keys of 1–36 characters, none of them `=`, values of at most 43. Huawei Cloud: keys of 1–128, values of at most 255 of Chinese letters, `A-Z a-z 0-9 _.:/+-@` and space. OpenStack: each becomes one tag `key=value` of at most 255 characters.",
  example: { team: "lab" },
} as const satisfies Field;

export const minRamMiB = {
  rule: whole("MiB", 0).optional(),
  on: glanceFamily(setInPlace({ without: 0 })),
  text: "Least memory of a server made from the image, in MiB. 0: no limit.",
  example: 2048,
} as const satisfies Field;

export const maxRamMiB = {
  rule: whole("MiB", 0).optional(),
  on: huaweiFamily(setInPlace({ without: 0 })),
  text: "Most memory of a server made from the image, in MiB. 0: no limit.",
  example: 8192,
} as const satisfies Field;

const enterpriseProject = setInPlace({ without: "0" });

export const enterpriseProjectId = {
  rule: formed("0 (the default project) or a UUID", (value) =>
    /^(0?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(value),
  ).optional(),
  on: { otc: enterpriseProject, huaweicloud: enterpriseProject },
  text: "Enterprise project of the image: a UUID, or `0` (also an empty text) for the default one.",
  example: exampleUuid,
} as const satisfies Field;

export const triggers = {
  rule: z
    .union(
      [z.array(trigger), z.record(z.string(), trigger)],
      messageOf("texts, numbers and booleans, as a list or by names"),
    )
    .optional(),
  on: everywhere(replaces({})),
  text: "Values that stand for what the image is baked from, as a list or by names: when one changes, a new image is made, although all else is the same. Their order means nothing; no values are like none given. For a name that changes with them, TypeScript has `uniqueName`.",
  otherwise: "none",
  example: { baseImage: "2026-07", playbook: "4f1e9a44" },
  type: "Triggers",
} as const satisfies Field;

export const cloud = {
  rule: formed("the name of an entry of clouds.yaml", (value) => value !== "").optional(),
  on: everywhere(readHere({})),
  text: "Name of the cloud: an entry of clouds.yaml.",
  otherwise: "`cloudimages:cloud`, then OS_CLOUD, then the environment's variables",
  example: "prod",
} as const satisfies Field;

export const timeouts = {
  rule: parts('durations, such as { create: "30m", update: "30m", delete: "5m" }', {
    create: duration.describe(
      "For creating the image until it can be used, written as `90s`, `30m` or `1h30m`. An image that takes longer is kept, and the next `pulumi up` waits on.",
    ),
    update: duration.describe(
      "For an update, including the wait for an image that an earlier run left unfinished; written as `90s`, `30m` or `1h30m`.",
    ),
    delete: duration.describe("For a delete, written as `90s`, `30m` or `1h30m`."),
  }).optional(),
  on: everywhere(readHere({})),
  text: 'How long to wait, each as "90s", "30m", "1h30m". Wins over the option `customTimeouts`.',
  otherwise: `create and update "${defaultTimeouts.create}", delete "${defaultTimeouts.delete}"`,
  example: { create: "90m" },
  type: "Timeouts",
} as const satisfies Field;
