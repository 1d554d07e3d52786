import { snippet } from "../redact";

/** What a cloud said about a failure, whatever envelope it used. */
export interface Complaint {
  readonly code?: string | undefined;
  readonly message: string;
  /** Beside code and message, and around nothing: Glance alone writes its errors so. */
  readonly title?: string | undefined;
  readonly requestId?: string | undefined;
}

type Json = Record<string, unknown>;

/**
 * Reads every error envelope the five clouds are known to use: `{error:{code,message}}`,
 * `{badRequest:{code,message}}`, `{error_code,error_msg}`, `{code,message}`, Glance's `{message,code,title}`,
 * `{errors:[…]}`, ZStack's `{error:{code,description,details,cause}}`, HTML, plain text and nothing. As the vendors' SDK cores do: known fields first, then the
 * first nested object, then the raw text.
 */
export function readComplaint(text: string): Complaint {
  const json = parse(text);
  if (json === undefined) return { message: snippet(text) };
  return fromObject(json) ?? { message: snippet(text) };
}

/**
 * The same in an answer whose status tells a success: only what is an envelope and nothing else. An `error` that is null is
 * none.
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

/** Glance's words for a quota, as Cinder repeats them, come to the point in their last third, and end after some 330 characters. */
const LONGEST_MESSAGE = 335;

/** Envelopes nest twice at most; a hostile answer may nest a million times. */
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
    const found = isObject(nested)
      ? fromObject(nested, key === "error" ? undefined : key, depth + 1)
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const CAUSES_SHOWN = 3;

/**
 * ZStack's error codes: what went wrong stands in `details`, and again in those of its causes, which tell most where
 * several stores failed (docs/vendors/zstack.md#errors). Only beside a code: other clouds use the same words for other
 * things.
 */
function describedBy(json: Json): string | undefined {
  if (textOf(json.code) === undefined) return undefined;
  const own = textOf(json.details) ?? textOf(json.description);
  if (own === undefined) return undefined;
  const said = [snippet(own, 240)];
  for (const cause of causesOf(json)) if (!said.some((text) => text.includes(cause))) said.push(cause);
  return said.slice(0, 1 + CAUSES_SHOWN).join("; ");
}

function causesOf(json: Json, depth = 0): string[] {
  const listed = Array.isArray(json.causes) ? json.causes.slice(0, CAUSES_SHOWN) : [];
  return [json.cause, ...listed].filter(isObject).flatMap((cause) => {
    const text = textOf(cause.details) ?? textOf(cause.description);
    const own = text === undefined ? [] : [snippet(text, 160)];
    return depth === DEEPEST ? own : [...own, ...causesOf(cause, depth + 1)];
  });
}

/** A bare number or "404 Not Found" repeats the HTTP status; the fault's name (`badRequest`) says more. */
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
