import { z } from "zod";
import type { TokenCall } from "../http/answer";
import { refuseIms } from "../http/envelope";
import { type ImageRecord, shownTags } from "../images/imageRecord";
import { timeMatches } from "../images/timeMatches";

/**
 * The filters of `GET /v2/cloudimages` (docs/vendors/open-telekom-and-huawei.md#listing-images), all combined with AND.
 */

type WireImage = Record<string, unknown>;

const enumerations: Record<string, z.ZodType<string>> = {
  status: z.enum(["queued", "saving", "deleted", "killed", "active"]),
  visibility: z.enum(["public", "private", "shared"]),
  __imagetype: z.enum(["gold", "private", "shared", "market"]),
  __isregistered: z.enum(["true", "false"]),
  __whole_image: z.enum(["true", "false"]),
  protected: z.enum(["true", "false"]),
  disk_format: z.enum(["zvhd2", "vhd", "zvhd", "raw", "qcow2"]),
  __os_bit: z.enum(["32", "64"]),
  __os_type: z.enum(["Linux", "Windows", "Other"]),
  virtual_env_type: z.enum(["FusionCompute", "DataImage", "Ironic", "IsoImage"]),
  min_ram: z.string().regex(/^\d+$/),
  min_disk: z.string().regex(/^\d+$/),
};
const plainText = [
  "id",
  "name",
  "owner",
  "container_format",
  "__platform",
  "__system__cmkid",
  "flavor_id",
  "architecture",
];
const paging = ["limit", "marker", "sort_key", "sort_dir"];
const sortKeys = [
  "name",
  "container_format",
  "disk_format",
  "status",
  "id",
  "size",
  "created_at",
  "updated_at",
];

const invalid = (name: string): never =>
  refuseIms("IMG.0001", `The request message format is invalid: parameter ${name} is incorrect.`);

/** Whether an image that is not written out yet can be among those that `selectImages` leaves. */
export function mayMatch({ query, now }: TokenCall, image: ImageRecord): boolean {
  const [id, name, tag] = [query.get("id"), query.get("name"), query.get("tag")];
  if (id !== null && id !== image.id) return false;
  if (name !== null && name !== String(image.attributes.name ?? "")) return false;
  return tag === null || shownTags(image, now).some(isTag(tag));
}

const isTag = (asked: string) => (tag: string) => tag === asked || tag === `${asked}=`;

export function selectImages(call: TokenCall, images: WireImage[]): WireImage[] {
  const matching = [...new Set(call.query.keys())].reduce(
    (left, name) => left.filter(condition(call, name, call.query.get(name) ?? "")),
    images,
  );
  return page(call, sorted(call, matching));
}

function condition(call: TokenCall, name: string, value: string): (image: WireImage) => boolean {
  if (paging.includes(name)) return () => true;
  if (name in enumerations) {
    if (!enumerations[name]?.safeParse(value).success) return invalid(name);
    return (image) => String(image[name] ?? (name === "__whole_image" ? "false" : "")) === value;
  }
  if (plainText.includes(name) || name.startsWith("__support_"))
    return (image) => String(image[name] ?? "") === value;
  if (name === "tag") return ({ tags }) => (tags as string[]).some(isTag(value));
  if (name === "created_at" || name === "updated_at") {
    const matches = timeMatches(value) ?? invalid(name);
    return (image) => matches(String(image[name]));
  }
  if (name === "enterprise_project_id")
    return (image) => value === "all_granted_eps" || image.enterprise_project_id === value;
  if (name === "member_status") return () => true;
  // A real gateway ignores what it does not know (unverified); a client that relies on it is probably mistaken.
  call.warnings.push(`unknown query parameter "${name}" ignored`);
  return () => true;
}

function sorted(call: TokenCall, images: WireImage[]): WireImage[] {
  // an SDK enum has "status " (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree)
  const key = (call.query.get("sort_key") ?? "created_at").trim();
  const direction = call.query.get("sort_dir") ?? "desc";
  if (!sortKeys.includes(key)) invalid("sort_key");
  if (direction !== "asc" && direction !== "desc") invalid("sort_dir");
  const upwards = [...images].sort((a, b) => {
    const [left, right] = [String(a[key] ?? ""), String(b[key] ?? "")];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  return direction === "asc" ? upwards : upwards.reverse();
}

function page(call: TokenCall, images: WireImage[]): WireImage[] {
  const limit = call.query.get("limit") ?? "500";
  if (!/^\d+$/.test(limit)) invalid("limit");
  const marker = call.query.get("marker");
  const index = images.findIndex(({ id }) => id === marker);
  // What an unknown marker gives is unverified (docs/vendors/open-telekom-and-huawei.md#listing-images).
  if (marker !== null && index < 0) invalid("marker");
  return images.slice(index + 1, index + 1 + Number(limit));
}
