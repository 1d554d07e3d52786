import { complaintInside, readComplaint } from "../failures/complaint";
import { type HttpAnswer, type HttpRequest, pathOf } from "../transport";

/**
 * What the log of exchanges shows of them: names that are listed here, and nothing else of what is text. Of a confidential one (a
 * log-in, keys that are handed out) neither body is shown.
 */

const HIDDEN = "(hidden)";

/** Takes secrets that have been seen before out of a text. */
type Hide = (text: string) => string;

/** Fields of bodies and of queries whose texts are shown: ids, states, times, kinds, names, and what went wrong. */
const shownFields: ReadonlySet<string> = new Set(
  `id uuid name image_name image_id imageUuid job_id job_type volume_id volumeUuid snapshot_id server_id instance_id backup_id
  vault_id project_id tenant_id enterprise_project_id owner resource_id resource_type resource_uuid resourceUuid backupStorageUuid
  status state step phase task_state vm_state replication_status member_status type mediaType format action op path disk_format
  container_format visibility bootable shareable volume_type service_type availability_zone os_type __os_type __imagetype
  __isregistered __image_source_type virtual_env_type created_at updated_at begin_time end_time createDate lastOpDate expires_at
  code error_code message error_msg fail_reason title reason region region_id interface limit marker start offset sort sort_key
  sort_dir sortBy fields nocatalog`.split(/\s+/),
);

/** What our own tag begins with, as texts and as values of patches. */
const OURS = "pulumi-cloud-images=";

const shownHeaders: ReadonlySet<string> = new Set(
  `accept allow connection content-length content-type date keep-alive openstack-api-version retry-after server transfer-encoding
  vary via x-job-uuid x-language x-obs-bucket-location x-obs-date x-obs-error-code x-obs-error-message x-obs-storage-class
  x-project-id x-sdk-date`.split(/\s+/),
);

export function shownRequest(request: HttpRequest, hide: Hide): string {
  const body = request.confidential ? hiddenBody(request.body) : shownBody(request.body, hide);
  return [`${request.method} ${shownUrl(request)}`, shownHeadersOf(request.headers, hide), body]
    .filter((part) => part !== "")
    .join(" ");
}

export function shownAnswer(
  { status, headers, text, requestId }: HttpAnswer,
  confidential: boolean,
  hide: Hide,
): string {
  const body = confidential ? hiddenBody(text) : shownAnswerBody(status, text, hide);
  const location = headers.location === undefined ? "" : `location ${withoutQuery(headers.location)}`;
  const request = requestId === undefined ? "" : `request ${requestId}`;
  return [String(status), request, location, shownHeadersOf(headers, hide), body]
    .filter((part) => part !== "")
    .join(" ");
}

function shownUrl(request: HttpRequest): string {
  const [path = "", query = ""] = pathOf(request).split(/\?(.*)/s);
  // In the log-out of ZStack the session itself stands there.
  const shown = request.confidential ? path.replace(/[^/]{20,}/g, HIDDEN) : path;
  const parameters = [...new URLSearchParams(query)].map(
    ([name, value]) => `${name}=${isShown(name, value) ? value : HIDDEN}`,
  );
  return `${request.url.origin}${shown}${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`;
}

/** Of the others the names alone: they tell who stands on the way. */
function shownHeadersOf(headers: Readonly<Record<string, string>>, hide: Hide): string {
  const all = Object.entries(headers).filter(([name]) => name !== "location");
  const shown = all.filter(([name]) => shownHeaders.has(name));
  const others = all.map(([name]) => name).filter((name) => !shownHeaders.has(name));
  const hidden = others.length === 0 ? "" : ` (hidden: ${others.join(", ")})`;
  return `${written(Object.fromEntries(shown), hide)}${hidden}`;
}

function shownAnswerBody(status: number, text: string, hide: Hide): string {
  const read = status >= 300 ? readComplaint : complaintInside;
  const body = shownBody(text, hide);
  if (text === "" || read(text) === undefined) return body;
  // Words are cut, and a secret of which a part is left would not be known again.
  return `${written({ says: read(hide(text.slice(0, LONGEST_COMPLAINT))) }, hide)} ${body}`;
}

/** A longer one is cut, and told as a text. */
const LONGEST_COMPLAINT = 100_000;

function hiddenBody(text = ""): string {
  return text === "" ? "" : `[a body of ${text.length} characters, hidden: credentials]`;
}

/** Beyond it nothing is read: a list of 500 images has one megabyte. */
const LONGEST_READ = 2_000_000;

function shownBody(text: string | undefined, hide: Hide): string {
  if (text === undefined || text === "") return "";
  const unread = `[a body of ${text.length} characters]`;
  if (text.length > LONGEST_READ) return unread;
  try {
    return written(shownValue("", JSON.parse(text), 0), hide);
  } catch {
    return unread;
  }
}

const DEEPEST = 8;
const MOST_ITEMS = 20;

/** `name` is that of the field in which a value stands, or the list that it stands in. `listed`: within a list. */
function shownValue(name: string, value: unknown, depth: number, listed = false): unknown {
  if (typeof value === "string")
    return isShown(name, value) && !(listed && isAnothersName(name, value))
      ? value
      : `[text of ${value.length}]`;
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => shownValue(name, item, depth + 1, true));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length - MOST_ITEMS} more`] : items;
  }
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, shownValue(field, inner, depth + 1, listed)]),
  );
}

function isShown(name: string, value: string): boolean {
  return shownFields.has(name) || value.startsWith(OURS) || (name === "q" && idCondition.test(value));
}

/** Lists show what is other people's, and what other resources of the program keep secret. The temporary name is ours. */
function isAnothersName(name: string, value: string): boolean {
  return /^(image_)?name$/.test(name) && !value.startsWith("creating-");
}

/** What ZStack is asked by: `uuid?=…`, but not a tag. */
const idCondition = /^(uuid|resourceUuid|name|status)\W/;

/** Texts are cleaned before JSON writes their quotes and line breaks in its own way. */
function written(value: unknown, hide: Hide): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "string" ? withoutQuery(hide(inner)) : inner,
  );
}

/** A signed URL is a key to what it names: its query is left out, wherever in a text it stands. */
function withoutQuery(text: string): string {
  return text
    .replace(/(:\/\/[^\s?"'<>#]*)[?#][^\s"'<>]*/g, `$1?${HIDDEN}`)
    .replace(/^([^\s?:]*)\?\S*$/, `$1?${HIDDEN}`);
}
