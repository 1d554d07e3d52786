import { snippet } from "../redact";

/** What a cloud said about a failure, in whatever envelope it came. */
export interface Complaint {
  readonly code?: string | undefined;
  readonly message: string;
  /** At the top level, next to code and message: only Glance writes its errors like this. */
  readonly title?: string | undefined;
  readonly requestId?: string | undefined;
}

type Json = Record<string, unknown>;

/**
 * Reads every error envelope that the five clouds are known to use: `{error:{code,message}}`,
 * `{badRequest:{code,message}}`, `{error_code,error_msg}`, `{code,message}`, Glance's `{message,code,title}`,
 * `{errors:[…]}`, ZStack's `{error:{code,description,details,cause}}`, HTML, plain text and an empty body. The order is that
 * of the vendors' SDKs: known fields, then the first nested object, then the raw text.
 */
export function readComplaint(text: string): Complaint {
  const json = parse(text);
  if (json === undefined) return { message: snippet(text) };
  return fromObject(json) ?? { message: snippet(text) };
}

/**
 * The complaint in an answer with a status of success, if the whole body is an error envelope. A null `error` does not count.
 */
export function complaintInside(text: string): Complaint | undefined {
  const json = parse(text);
  if (json === undefined) return undefined;
  const isFlat =
    textOf(json.error_msg) !== undefined ||
    (textOf(json.code) !== undefined && textOf(json.message) !== undefined);
  const [first, ...others] = Object.entries(json).filter(([key]) => key !== "request_id");
  const isFault =
    first !== undefined &&
    others.length === 0 &&
    isObject(first[1]) &&
    textOf(first[1].message) !== undefined;
  return isFlat || isFault || json.error || json.errors ? fromObject(json) : undefined;
}

/** Glance's message about a quota, as Cinder repeats it, names the quota in its last third and has about 330 characters. */
const LONGEST_MESSAGE = 335;

/** Envelopes have two levels at most; a hostile answer may have a million. */
const DEEPEST = 4;

function fromObject(json: Json, fault?: string, depth = 0): Complaint | undefined {
  const code = textOf(json.error_code) ?? textOf(json.code) ?? fault;
  const message = textOf(json.error_msg) ?? textOf(json.message) ?? textOf(json.error);
  if (message !== undefined) {
    return {
      code: short(preferFault(code, fault)),
      message: snippet(message, LONGEST_MESSAGE),
      ...(depth === 0 && typeof json.title === "string" && { title: short(json.title) }),
      requestId: short(textOf(json.request_id)),
    };
  }
  const described = describedBy(json);
  if (described !== undefined) return { code: short(code), message: described };
  if (depth === DEEPEST) return undefined;
  for (const [key, value] of Object.entries(json)) {
    const nested = Array.isArray(value) ? value[0] : value;
    const complaint = isObject(nested)
      ? fromObject(nested, key === "error" ? undefined : key, depth + 1)
      : undefined;
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

const CAUSES_SHOWN = 3;

/**
 * The explanation in ZStack's errors: it is in `details`, and in the `details` of the causes, which say most if several
 * stores failed (docs/vendors/zstack.md#errors). Read only if there is a code: other clouds use the same field names for
 * other things.
 */
function describedBy(json: Json): string | undefined {
  if (textOf(json.code) === undefined) return undefined;
  const own = textOf(json.details) ?? textOf(json.description);
  if (own === undefined) return undefined;
  const parts = [snippet(own, 240)];
  for (const cause of causesOf(json)) if (!parts.some((text) => text.includes(cause))) parts.push(cause);
  return parts.slice(0, 1 + CAUSES_SHOWN).join("; ");
}

function causesOf(json: Json, depth = 0): string[] {
  const listed = Array.isArray(json.causes) ? json.causes.slice(0, CAUSES_SHOWN) : [];
  return [json.cause, ...listed].filter(isObject).flatMap((cause) => {
    const text = textOf(cause.details) ?? textOf(cause.description);
    const own = text === undefined ? [] : [snippet(text, 160)];
    return depth === DEEPEST ? own : [...own, ...causesOf(cause, depth + 1)];
  });
}

/** A code such as "404" or "404 Not Found" only repeats the HTTP status; the fault's name (`badRequest`) says more. */
function preferFault(code: string | undefined, fault: string | undefined): string | undefined {
  const repeatsStatus = code !== undefined && /^\d{3}\b/.test(code);
  return repeatsStatus ? fault : code;
}

function short(word: string | undefined): string | undefined {
  return word === undefined ? undefined : snippet(word, 80);
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
