import type { CloudError } from "../../http/errors";
import type { FailureTable } from "../../http/failures/failureOf";
import { glanceRefusal } from "../glance/glanceRefusal";
import { isGlanceNotFound } from "../glance/isGlanceNotFound";

/**
 * What Keystone, Glance and Cinder mean beyond their HTTP status (docs/vendors/openstack.md#keystone,
 * docs/vendors/openstack.md#cinder, docs/vendors/openstack.md#glance).
 */
export const openstackFailures: FailureTable = (complaint) => {
  const { status, message } = complaint;
  if (isGlanceNotFound(complaint)) return { kind: "notFound", fromService: true };
  // Cinder's rate limits and quotas have the same status and fault name; only the message distinguishes them.
  if (status === 413 && /rate-limited/i.test(message)) return { kind: "throttled" };
  // This limit is for one image (glance/common/exception.py): to delete other images does not help.
  if (isOverLimit(status, message) && /number of allowed image (tags|properties)/i.test(message))
    return { kind: "invalid", hint: TOO_MANY };
  // `overLimit` with Retry-After: 0 is a quota, which no wait resolves. Glance's own quota comes inside a 400 of Cinder's.
  if (isOverLimit(status, message)) return { kind: "quota", hint: MAKE_ROOM };
  // Cinder creates the image in Glance with the user's own token.
  if (status === 400 && /HTTP 403/.test(message)) return { kind: "permission" };
  // Cinder's message for a volume that is in use, or that another export keeps in `uploading`.
  if (status === 400 && /status must be available/i.test(message)) {
    const hint =
      "wait until nothing else uses the volume, detach it, or set `force: true` (Cinder obeys only where its operator has set enable_force_upload)";
    return { kind: "conflict", hint };
  }
  // Every failure of Glance during the call becomes a 400 with Glance's message (volume_actions.py). Cinder creates the
  // queued image first, so that it may exist.
  if (status === 400 && /connection to glance failed|HTTP 50\d/i.test(message))
    return { kind: "unavailable", outcome: "unknown" };
  // Cinder says this after it has created the image in Glance (volume/api.py).
  if (status === 400 && /compression (upload )?disallowed/i.test(message)) {
    const hint =
      "set another `containerFormat`, such as `bare`, or ask the operator for Cinder's allow_compression_on_image_upload";
    return { kind: "invalid", hint };
  }
  return glanceRefusal(complaint);
};

const MAKE_ROOM = "delete images, volumes or snapshots that are no longer needed, or ask for a higher quota";
const TOO_MANY =
  "take tags off the image, one of which has to be ours, or properties off the volume that it is made from, or have the operator raise Glance's limit (image_tag_quota, image_property_quota)";

/** Cinder quotes Glance's 413 in a 400, or only says that the quota is used up (image/glance.py, ImageLimitExceeded). */
function isOverLimit(status: number, message: string): boolean {
  return status === 413 || (status === 400 && /HTTP 413|image quota exceeded/i.test(message));
}

/**
 * Cinder turns every exception into a 400, also those after it has created the image in Glance (api/contrib/volume_actions.py,
 * volume/api.py). Before that it checks only the schema, and the state and the encryption of the volume.
 */
export function mayLeaveAnImage({ status, message }: CloudError): boolean {
  return status === 400 && !before.test(message);
}

const before =
  /invalid input for field|there is no such action|malformed request|api version string|status must be|encrypted volume/i;
