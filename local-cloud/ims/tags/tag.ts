import { z } from "zod";
import { type Call, mediaType, type TokenCall } from "../../http/answer";
import { refuseIms } from "../../http/envelope";

/**
 * Tags as the bodies of the tag calls carry them (docs/vendors/open-telekom-and-huawei.md#tags); on images they are
 * `"key=value"`.
 */
export interface Tag {
  key: string;
  value: string;
}

/** The pages on the format of tags: OTC's limits their length and trims them, the newest of Huawei Cloud their characters. */
const huaweiText = (more: string, least: number, most: number) =>
  z
    .string()
    .regex(new RegExp(`^(?! )[\\u4E00-\\u9FFFA-Za-z0-9 _.:+@${more}-]{${least},${most}}(?<! )$`, "u"));
const forms = {
  otc: { key: z.string().trim().min(1).max(36), value: z.string().trim().max(43), most: 10 },
  huaweicloud: { key: huaweiText("", 1, 128), value: huaweiText("/", 0, 255), most: 20 },
};

type Cloud = Pick<TokenCall, "profile">;

export const formOf = ({ profile }: Cloud) => forms[profile.name === "huaweicloud" ? "huaweicloud" : "otc"];

export const tagSchema = (call: Cloud) => {
  const { key, value } = formOf(call);
  return z.strictObject({ key, value });
};
/** On delete the limits are wider, and the value may be missing (`…/tags/action`). */
const named = z.strictObject({ key: z.string().min(1).max(127), value: z.string().max(255).optional() });
const pair = z.string().regex(/^[A-Za-z0-9_-]{1,36}\.[A-Za-z0-9_-]{0,43}$/);

const action = (call: Cloud) =>
  z.discriminatedUnion("action", [
    z.strictObject({ action: z.literal("create"), tags: z.array(tagSchema(call)).min(1) }),
    z.strictObject({ action: z.literal("delete"), tags: z.array(named).min(1) }),
  ]);
const replace = (call: Cloud) =>
  z.union([
    z.strictObject({ image_id: z.uuid(), tag: pair }),
    z.strictObject({ image_id: z.uuid(), image_tag: tagSchema(call) }),
  ]);

const parse = <Schema extends z.ZodType>(call: Call, schema: Schema): z.infer<Schema> => {
  if (mediaType(call) !== "application/json") refuseIms("IMG.0001", "Unsupported Content-Type", 415);
  let given: unknown;
  try {
    given = JSON.parse(call.rawBody);
  } catch {
    return refuseIms("IMG.0001", "The request message format is invalid.");
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  return refuseIms("IMG.0115", `The tag is invalid: ${issue.path.join(".")}: ${issue.message}`);
};

export const body = {
  single: (call: TokenCall): { tag: Tag } => parse(call, z.strictObject({ tag: tagSchema(call) })),
  action: (call: TokenCall): z.infer<ReturnType<typeof action>> => {
    const request = parse(call, action(call));
    const keys = request.tags.map((one) => one.key);
    if (new Set(keys).size < keys.length) refuseIms("IMG.0115", "The tag is invalid: keys must be unique.");
    return request;
  },
  replace: (call: TokenCall): { image_id: string; tag: Tag } => {
    const request = parse(call, replace(call));
    if ("image_tag" in request) return { image_id: request.image_id, tag: request.image_tag };
    // split at the first dot (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree)
    const dot = request.tag.indexOf(".");
    return {
      image_id: request.image_id,
      tag: { key: request.tag.slice(0, dot), value: request.tag.slice(dot + 1) },
    };
  },
};

export const tagText = ({ key, value }: Tag): string => `${key}=${value}`;

export function tagFrom(text: string): Tag {
  const [key = "", ...rest] = text.split("=");
  return { key, value: rest.join("=") };
}

export const dotted = (text: string): string => text.replace("=", ".");

/** The same key overwrites. */
export const withTags = (before: string[], added: Tag[]): string[] => [
  ...withoutKeys(
    before,
    added.map(({ key }) => key),
  ),
  ...added.map(tagText),
];

export const withoutKeys = (tags: string[], keys: string[]): string[] =>
  tags.filter((text) => !keys.includes(tagFrom(text).key));

export const checkTags = (call: Cloud, tags: string[]): string[] =>
  tags.length <= formOf(call).most ? tags : refuseIms("IMG.0116", "The tag quota is exceeded.");
