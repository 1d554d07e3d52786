import { versionHeaders } from "../cinder/requestedVersion";
import type { Answer, Call } from "./answer";

/** What a service adds to each of its answers. */
export const serviceHeaders = (call: Call, answer: Answer): Record<string, string> => ({
  ...requestIdHeaders(call, answer),
  ...(call.service === "cinder" && !answer.early ? versionHeaders(call) : {}),
  ...(call.service === "keystone" ? { vary: "X-Auth-Token" } : {}),
});

/**
 * Each vendor names its request ids in headers of its own (docs/vendors/open-telekom-and-huawei.md#error-envelopes,
 * docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud; docs/vendors/openstack.md#cinder).
 */
function requestIdHeaders(call: Call, { early, body }: Answer): Record<string, string> {
  switch (call.service) {
    case "iam":
      return { "x-request-id": call.requestId, "x-iam-trace-id": `token_cn-demo_null_${call.requestId}` };
    case "obs":
      return { "x-obs-request-id": call.requestId };
    case "cinder":
      return {
        "x-openstack-request-id": call.requestId,
        ...(early || body === "" ? {} : { "x-compute-request-id": call.requestId }),
      };
    case "glance":
      return early ? {} : { "x-openstack-request-id": call.requestId };
    case "keystone":
      return { "x-openstack-request-id": call.requestId };
    case "zstack":
      return {};
    default:
      return { "x-request-id": call.requestId };
  }
}
