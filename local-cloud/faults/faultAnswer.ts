import { type Answer, type Call, json } from "../http/answer";
import { cinderError, envelope, gatewayError, htmlPage, imsError, titleOf } from "../http/envelope";
import { unauthorized } from "../identity/authenticate";
import { text as plainText, refusedInside } from "../zstack/api/zstackEnvelope";
import type { FaultPlan } from "./fault";

/** The answer of a fault that still is an HTTP answer; `undefined` where the connection itself misbehaves. */
export function faultAnswer(call: Call, fault: FaultPlan): Answer | undefined {
  switch (fault.kind) {
    case "status":
      return statusAnswer(call, fault);
    case "throttle":
      return throttleAnswer(call, fault);
    case "oversize":
      return oversize(fault.bytes);
    case "hugeHeader":
      return json(200, {}, { "x-padding": "a".repeat(fault.bytes) });
    case "html": {
      const heading = `${fault.status} ${titleOf(fault.status)}`;
      return {
        status: fault.status,
        headers: { "content-type": "text/html" },
        body: htmlPage(heading, "nginx"),
      };
    }
    case "redirect":
      return { status: fault.status, headers: { location: fault.location }, body: "" };
    case "unauthorized":
      return unauthorized(call, "expired");
    case "errorInside":
      return call.service === "zstack"
        ? refusedInside(fault.status)
        : { ...envelope(call, call.service, 409), status: fault.status };
    case "notJson":
      return { status: fault.status, headers: { "content-type": "text/plain" }, body: "upstream says hello" };
    default:
      return undefined;
  }
}

const kept = new Map<number, Answer>();

/** Made once for each size: ten megabytes take longer to write out as JSON than a whole story does. */
function oversize(bytes: number): Answer {
  const answer =
    kept.get(bytes) ?? json(200, { padding: "a".repeat(Math.max(0, bytes - '{"padding":""}'.length)) });
  kept.set(bytes, answer);
  return answer;
}

function statusAnswer(call: Call, fault: FaultPlan & { kind: "status" }): Answer {
  const usual = fault.status < 400 ? json(fault.status, {}) : envelope(call, call.service, fault.status);
  const own = fault.body === undefined ? usual : withBody(fault.status, fault.body);
  // RestServer promises no media type, whatever it says (docs/vendors/zstack.md#addresses-bodies-and-values).
  const usualHeaders = call.service === "zstack" ? {} : own.headers;
  return { ...own, headers: { ...usualHeaders, ...lowerCase(fault.headers) } };
}

const withBody = (status: number, body: unknown): Answer =>
  typeof body === "string" ? { status, headers: { "content-type": "text/plain" }, body } : json(status, body);

const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/**
 * docs/vendors/open-telekom-and-huawei.md#throttling: the gateway's 429, IMS's own flow control as a 400, Cinder's 413
 * `overLimit`.
 */
function throttleAnswer(call: Call, fault: FaultPlan & { kind: "throttle" }): Answer {
  const openStack = ["cinder", "glance", "keystone"].includes(call.service);
  const form = fault.envelope ?? (openStack ? "cinder-413" : "gateway");
  const text = fault.retryAfter === undefined ? undefined : String(fault.retryAfter);
  // ZStack itself never throttles (docs/vendors/zstack.md#errors): this is some proxy in front of it.
  const proxy = call.service === "zstack" && fault.envelope === undefined;
  const answer = proxy
    ? plainText(429, "Too Many Requests")
    : form === "gateway"
      ? gatewayError(
          call,
          429,
          "APIGW.0308",
          "The throttling threshold has been reached: policy user over ratelimit,limit:200,time:5 minute",
        )
      : form === "ims-400"
        ? imsError("IMG.0060", "The number of tasks exceeds the flow control limit.")
        : overLimit(text);
  return text === undefined ? answer : { ...answer, headers: { ...answer.headers, "retry-after": text } };
}

function overLimit(retryAfter: string | undefined): Answer {
  const plain = cinderError(413, "This request was rate-limited.");
  const { overLimit: fault } = JSON.parse(plain.body) as { overLimit: object };
  return { ...plain, body: JSON.stringify({ overLimit: { ...fault, retryAfter: retryAfter ?? "0" } }) };
}
