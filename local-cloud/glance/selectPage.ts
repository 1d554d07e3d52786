import type { TokenCall } from "../http/answer";
import { refuseGlance } from "../http/envelope";
import { timeMatches } from "../images/timeMatches";

/** The query of `GET /v2/images` (docs/vendors/openstack.md#glance; glance/api/v2/images.py). */

type WireImage = Record<string, unknown>;

export interface Page {
  readonly images: WireImage[];
  /** Missing on the last page. */
  readonly next?: string;
}

const sortKeys = [
  "name",
  "status",
  "container_format",
  "disk_format",
  "size",
  "id",
  "created_at",
  "updated_at",
];
/** Filters that take `in:a,b`. */
const listable = ["id", "name", "status", "container_format", "disk_format"];

export function selectPage(call: TokenCall, images: WireImage[]): Page {
  const sorted = sort(call, images.filter(conditions(call)));
  const limit = pageSize(call);
  const marker = call.query.get("marker");
  const index = sorted.findIndex(({ id }) => id === marker);
  if (marker !== null && index < 0) refuseGlance(call, 400, `No image found with ID ${marker}`);
  const page = sorted.slice(index + 1, index + 1 + limit);
  // Glance offers a next page whenever this one is full.
  if (page.length === 0 || page.length < limit) return { images: page };
  const query = linkQuery(call);
  query.set("marker", String(page.at(-1)?.id));
  return { images: page, next: `/v2/images?${query}` };
}

/** Of a parameter that is given twice, as `tag` may be, Glance's links keep the last. */
export const linkQuery = (call: TokenCall): URLSearchParams =>
  new URLSearchParams(Object.fromEntries(call.query));

/** 25 unless asked for, at most 1000: the defaults of glance-api.conf. */
function pageSize(call: TokenCall): number {
  const text = call.query.get("limit");
  if (text === null) return 25;
  if (!/^-?\d+$/.test(text)) return refuseGlance(call, 400, "limit param must be an integer");
  return Number(text) < 0
    ? refuseGlance(call, 400, "limit param must be positive")
    : Math.min(Number(text), 1000);
}

function conditions(call: TokenCall): (image: WireImage) => boolean {
  const paging = ["limit", "marker", "sort", "sort_key", "sort_dir", "member_status"];
  const names = [...new Set(call.query.keys())].filter((name) => !paging.includes(name));
  const all = names.map((name) => condition(call, name));
  const status = call.query.get("member_status") ?? "accepted";
  if (!["pending", "accepted", "rejected", "all"].includes(status))
    refuseGlance(call, 400, `Invalid status: ${status}`);
  if (!call.query.has("visibility"))
    all.push(({ visibility, owner }) => visibility !== "community" || owner === call.project.id);
  const hidden = call.query.has("os_hidden") ? [] : [(image: WireImage) => image.os_hidden !== true];
  return (image) => [...all, ...hidden].every((holds) => holds(image));
}

function condition(call: TokenCall, name: string): (image: WireImage) => boolean {
  const value = call.query.get(name) ?? "";
  if (name === "tag") {
    const wanted = call.query.getAll("tag");
    return ({ tags }) => wanted.every((tag) => (tags as string[]).includes(tag));
  }
  if (name === "created_at" || name === "updated_at") {
    const matches =
      timeMatches(value) ??
      refuseGlance(call, 400, `Bad "${name}" query filter format. Use ISO 8601 DateTime notation.`);
    return (image) => matches(String(image[name]));
  }
  if ((name === "size_min" || name === "size_max") && !/^-?\d+$/.test(value))
    refuseGlance(call, 400, "Unable to filter on a range with a non-numeric value.");
  if (name === "size_min") return ({ size }) => Number(size ?? -1) >= Number(value);
  if (name === "size_max") return ({ size }) => Number(size ?? Infinity) <= Number(value);
  if (name === "visibility") {
    if (!["public", "private", "shared", "community", "all"].includes(value))
      refuseGlance(call, 400, `Invalid visibility value: ${value}`);
    return ({ visibility }) => value === "all" || visibility === value;
  }
  if (name === "protected" || name === "os_hidden") {
    if (!["true", "false"].includes(value.toLowerCase()))
      refuseGlance(
        call,
        400,
        `Invalid value '${value}' for '${name}' filter. Valid values are 'true' or 'false'.`,
      );
    return (image) => String(image[name] ?? false) === value.toLowerCase();
  }
  const values = listable.includes(name) ? listed(call, value) : [value];
  return (image) => name in image && values.includes(String(image[name]));
}

/** What stands before a colon is an operator, in a name too (glance/common/utils.py, `split_filter_op`). */
function listed(call: TokenCall, value: string): string[] {
  const [operator, ...rest] = value.split(":");
  const threshold = rest.join(":");
  if (rest.length === 0 || isTime(value)) return [value];
  if (operator === "in") return inList(call, threshold);
  return operator === "eq"
    ? [threshold]
    : refuseGlance(call, 400, `Unable to filter by unknown operator '${operator}'.`);
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text);

/** Values with a comma stand in quotes. */
function inList(call: TokenCall, text: string): string[] {
  if ((text.match(/"/g) ?? []).length % 2 === 1)
    refuseGlance(call, 400, `Invalid filter value ${text}. The quote is not closed.`);
  return [...text.matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

function sort(call: TokenCall, images: WireImage[]): WireImage[] {
  const order = sortOrder(call);
  return [...images].sort((a, b) => {
    for (const [key, direction] of order) {
      const difference = compare(a[key], b[key]);
      if (difference !== 0) return direction === "asc" ? difference : -difference;
    }
    return 0;
  });
}

/** `sort=name:asc,created_at` or sort_key and sort_dir, not both; then by time and id, newest first. */
function sortOrder(call: TokenCall): [string, string][] {
  const { query } = call;
  if (query.has("sort") && (query.has("sort_key") || query.has("sort_dir")))
    refuseGlance(call, 400, "Old and new sorting syntax cannot be combined");
  const directions = query.getAll("sort_dir");
  const asked: [string, string][] = query.has("sort")
    ? (query.get("sort") ?? "").split(",").map((part) => {
        const [key = "", direction = "desc"] = part.trim().split(":");
        return [key, direction];
      })
    : query.getAll("sort_key").map((key, place) => [key, directions[place] ?? directions[0] ?? "desc"]);
  for (const [key, direction] of asked) {
    if (!sortKeys.includes(key))
      refuseGlance(
        call,
        400,
        `Invalid sort key: ${key}. It must be one of the following: ${sortKeys.join(", ")}.`,
      );
    if (direction !== "asc" && direction !== "desc")
      refuseGlance(call, 400, `Invalid sort direction: ${direction}`);
  }
  const last = asked.length > 0 ? (asked.at(-1)?.[1] ?? "desc") : (directions[0] ?? "desc");
  return [...asked, ["created_at", last], ["id", last]];
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a ?? ""), String(b ?? "")];
  return left < right ? -1 : left > right ? 1 : 0;
}
