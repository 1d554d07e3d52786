import { type Answer, type Call, Refusal } from "./answer";
import { envelope, glanceError, htmlPage, obsError, unknownApi } from "./errors";
import type { Match } from "./routes";
import { authenticate } from "./session";
import { noZstackRoute } from "./zstack/routes";

/** Runs one request through its route; what a vendor's gateway would do on the way stands here. */
export function serve(call: Call, found: Match | undefined): Answer {
  try {
    if (!found) return noRoute(call);
    const { route } = found;
    return route.access === "open" ? route.handle(call) : route.handle(authenticate(call));
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    process.stderr.write(`local cloud: ${call.method} ${call.path}: ${String((error as Error).stack)}\n`);
    return envelope(call, call.service, 500);
  }
}

/** api-huawei-otc.md §9.2 (APIGW.0101), api-openstack.md §2.3, §2.4: HTML from Keystone and Cinder. */
function noRoute(call: Call): Answer {
  if (call.service === "zstack") return noZstackRoute(call);
  if (call.service === "glance") return glanceError(call, 404, "The resource could not be found.");
  if (call.service === "cinder" || call.service === "keystone")
    return {
      status: 404,
      headers: { "content-type": "text/html; charset=UTF-8" },
      body: htmlPage("404 Not Found", "The resource could not be found."),
    };
  if (call.service === "obs")
    return obsError(
      call,
      405,
      "MethodNotAllowed",
      "The specified method is not allowed against this resource.",
    );
  return unknownApi(call);
}

/** Each vendor names its request ids in headers of its own (api-huawei-otc.md §9.3, §12; api-openstack.md §2.4). */
export function requestIdHeaders(call: Call): Record<string, string> {
  switch (call.service) {
    case "iam":
      return { "x-request-id": call.requestId, "x-iam-trace-id": `token_cn-demo_null_${call.requestId}` };
    case "obs":
      return { "x-obs-request-id": call.requestId };
    case "cinder":
      return { "x-openstack-request-id": call.requestId, "x-compute-request-id": call.requestId };
    case "keystone":
    case "glance":
      return { "x-openstack-request-id": call.requestId };
    case "zstack":
      return {};
    default:
      return { "x-request-id": call.requestId };
  }
}
