import { noCinderRoute } from "../cinder/requestedVersion";
import { glanceVersions } from "../glance/glanceVersions";
import { authenticate, signedInActor } from "../identity/authenticate";
import { noZstackRoute } from "../zstack/zstackRoutes";
import { type Answer, type Call, json, Refusal } from "./answer";
import { envelope, glanceError, notThere, obsError, unknownApi } from "./envelope";
import type { Match } from "./route";

/** Runs one request through its route; what a vendor's gateway would do on the way stands here. */
export function serve(call: Call, found: Match | undefined, methods: readonly string[]): Answer {
  try {
    if (!found) return noRoute(call, methods);
    const { route } = found;
    return route.access === "open" ? route.handle(call) : route.handle(authenticate(call));
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    process.stderr.write(`local cloud: ${call.method} ${call.path}: ${String((error as Error).stack)}\n`);
    return envelope(call, call.service, 500);
  }
}

/**
 * docs/vendors/open-telekom-and-huawei.md#gateway-codes (APIGW.0101); OpenStack's as test/alike has recorded them.
 * `methods`: those that the path has.
 */
function noRoute(call: Call, methods: readonly string[]): Answer {
  switch (call.service) {
    case "zstack":
      return noZstackRoute(call);
    case "keystone":
      return noKeystoneRoute(methods);
    case "glance":
      return noGlanceRoute(call, methods);
    case "cinder":
      if (isVersioned(call)) signedInActor(call);
      return noCinderRoute(call);
    case "obs":
      return obsError(
        call,
        405,
        "MethodNotAllowed",
        "The specified method is not allowed against this resource.",
      );
    default:
      return unknownApi(call);
  }
}

function noKeystoneRoute(methods: readonly string[]): Answer {
  if (methods.length > 0)
    return json(
      405,
      { message: "The method is not allowed for the requested URL." },
      { allow: ["OPTIONS", ...methods].join(", ") },
    );
  const words =
    "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.";
  return {
    status: 404,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>${words}</p>\n`,
  };
}

const isVersioned = ({ service, rest }: Call): boolean =>
  (service === "glance" ? /^\/v2(\/|$)/ : /^\/v3(\/|$)/).test(rest);

/** A version that there is not leads to the list of those that there are, signed in or not. */
function noGlanceRoute(call: Call, methods: readonly string[]): Answer {
  if (!isVersioned(call)) return glanceVersions(300)(call);
  authenticate(call);
  if (methods.length === 0) return glanceError(call, 404, notThere);
  const allow = { allow: methods.join(", ") };
  return glanceError(call, 405, `The method ${call.method} is not allowed for this resource. `, "", allow);
}
