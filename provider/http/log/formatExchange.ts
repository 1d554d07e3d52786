import { complaintInside, readComplaint } from "../failures/complaint";
import { type HttpAnswer, type HttpRequest, pathOf } from "../transport";

/**
 * The log shows only texts in the fields that are listed here. Of a confidential exchange (a login, the issue of keys) it shows
 * neither body.
 */

const HIDDEN = "(hidden)";

/** Replaces secrets that were seen before. */
type Hide = (text: string) => string;

/** Fields of bodies and queries whose texts are shown: ids, states, times, kinds, names and errors. */
const visibleFields: ReadonlySet<string> = new Set(
  `id uuid name image_name image_id imageUuid job_id job_type volume_id volumeUuid snapshot_id server_id instance_id backup_id
  vault_id project_id tenant_id enterprise_project_id owner resource_id resource_type resource_uuid resourceUuid backupStorageUuid
  status state step phase task_state vm_state replication_status member_status type mediaType format action op path disk_format
  container_format visibility bootable shareable volume_type service_type availability_zone os_type __os_type __imagetype
  __isregistered __image_source_type virtual_env_type created_at updated_at begin_time end_time createDate lastOpDate expires_at
  code error_code message error_msg fail_reason title reason region region_id interface limit marker start offset sort sort_key
  sort_dir sortBy fields nocatalog`.split(/\s+/),
);

/** The beginning of our own tag, in lists of tags and in values of patches. */
const OURS = "pulumi-cloud-images=";

const visibleHeaders: ReadonlySet<string> = new Set(
  `accept allow connection content-length content-type date keep-alive openstack-api-version retry-after server transfer-encoding
  vary via x-job-uuid x-language x-obs-bucket-location x-obs-date x-obs-error-code x-obs-error-message x-obs-storage-class
  x-project-id x-sdk-date`.split(/\s+/),
);

export function formatRequest(request: HttpRequest, hide: Hide): string {
  const body = request.confidential ? hiddenBody(request.body) : formatBody(request.body, hide);
  return [`${request.method} ${formatUrl(request)}`, formatHeaders(request.headers, hide), body]
    .filter((part) => part !== "")
    .join(" ");
}

export function formatAnswer(
  { status, headers, text, requestId }: HttpAnswer,
  confidential: boolean,
  hide: Hide,
): string {
  const body = confidential ? hiddenBody(text) : formatAnswerBody(status, text, hide);
  const location = headers.location === undefined ? "" : `location ${withoutQuery(headers.location)}`;
  const request = requestId === undefined ? "" : `request ${requestId}`;
  return [String(status), request, location, formatHeaders(headers, hide), body]
    .filter((part) => part !== "")
    .join(" ");
}

function formatUrl(request: HttpRequest): string {
  const [path = "", query = ""] = pathOf(request).split(/\?(.*)/s);
  // The path of ZStack's logout holds the session itself.
  const visiblePath = request.confidential ? path.replace(/[^/]{20,}/g, HIDDEN) : path;
  const parameters = [...new URLSearchParams(query)].map(
    ([name, value]) => `${name}=${isVisible(name, value) ? value : HIDDEN}`,
  );
  return `${request.url.origin}${visiblePath}${parameters.length === 0 ? "" : `?${parameters.join("&")}`}`;
}

/** Of the other headers only the names: they show which proxies and gateways are on the way. */
function formatHeaders(headers: Readonly<Record<string, string>>, hide: Hide): string {
  const all = Object.entries(headers).filter(([name]) => name !== "location");
  const visible = all.filter(([name]) => visibleHeaders.has(name));
  const others = all.map(([name]) => name).filter((name) => !visibleHeaders.has(name));
  const hidden = others.length === 0 ? "" : ` (hidden: ${others.join(", ")})`;
  return `${toJson(Object.fromEntries(visible), hide)}${hidden}`;
}

function formatAnswerBody(status: number, text: string, hide: Hide): string {
  const read = status >= 300 ? readComplaint : complaintInside;
  const body = formatBody(text, hide);
  if (text === "" || read(text) === undefined) return body;
  // Secrets are hidden before the message is shortened: a part of one would not be recognized.
  return `${toJson({ says: read(hide(text.slice(0, LONGEST_COMPLAINT))) }, hide)} ${body}`;
}

/** A longer body is cut before its complaint is read, which is then raw text. */
const LONGEST_COMPLAINT = 100_000;

function hiddenBody(text = ""): string {
  return text === "" ? "" : `[a body of ${text.length} characters, hidden: credentials]`;
}

/** Longer bodies are not parsed; a list of 500 images has one megabyte. */
const LONGEST_READ = 2_000_000;

function formatBody(text: string | undefined, hide: Hide): string {
  if (text === undefined || text === "") return "";
  const unread = `[a body of ${text.length} characters]`;
  if (text.length > LONGEST_READ) return unread;
  try {
    return toJson(visibleValue("", JSON.parse(text), 0), hide);
  } catch {
    return unread;
  }
}

const DEEPEST = 8;
const MOST_ITEMS = 20;

/** `name`: the field that holds the value, or the list with the value. `listed`: somewhere within a list. */
function visibleValue(name: string, value: unknown, depth: number, listed = false): unknown {
  if (typeof value === "string")
    return isVisible(name, value) && !(listed && isForeignName(name, value))
      ? value
      : `[text of ${value.length}]`;
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => visibleValue(name, item, depth + 1, true));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length - MOST_ITEMS} more`] : items;
  }
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, visibleValue(field, inner, depth + 1, listed)]),
  );
}

function isVisible(name: string, value: string): boolean {
  return visibleFields.has(name) || value.startsWith(OURS) || (name === "q" && idCondition.test(value));
}

/** Lists hold images of other people, and names that other resources of the program keep secret. Temporary names are ours. */
function isForeignName(name: string, value: string): boolean {
  return /^(image_)?name$/.test(name) && !value.startsWith("creating-");
}

/** Conditions of ZStack's queries: `uuid?=…`, but not those about tags. */
const idCondition = /^(uuid|resourceUuid|name|status)\W/;

/** Secrets are hidden before JSON escapes quotes and line breaks. */
function toJson(value: unknown, hide: Hide): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "string" ? withoutQuery(hide(inner)) : inner,
  );
}

/** A signed URL is a credential: its query is hidden, wherever in a text the URL is. */
function withoutQuery(text: string): string {
  return text
    .replace(/(:\/\/[^\s?"'<>#]*)[?#][^\s"'<>]*/g, `$1?${HIDDEN}`)
    .replace(/^([^\s?:]*)\?\S*$/, `$1?${HIDDEN}`);
}
