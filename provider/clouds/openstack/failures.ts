import type { CloudError } from "../../http/errors";
import type { FailureTable } from "../../http/failure";
import { isGlanceNotFound } from "../glanceNotFound";
import { glanceRefusal } from "../glanceRefusal";

/** What Keystone, Glance and Cinder mean beyond their HTTP status (api-openstack §2.3–2.5). */
export const openstackFailures: FailureTable = (complaint) => {
  const { status, message } = complaint;
  if (isGlanceNotFound(complaint)) return { kind: "notFound", fromService: true };
  // Cinder's rate limits and its quotas share the status and the fault's name; only the text tells them apart.
  if (status === 413 && /rate-limited/i.test(message)) return { kind: "throttled" };
  if (status === 413) {
    const hint = "delete images, volumes or snapshots that are no longer needed, or ask for a higher quota";
    return { kind: "quota", hint }; // overLimit with Retry-After: 0; not a matter of time
  }
  // Cinder's words for a volume that is in use, or that another export holds in `uploading`.
  if (status === 400 && /status must be available/i.test(message)) {
    const hint =
      "wait until nothing else uses the volume, detach it, or set `force: true` (Cinder obeys only where its operator has set enable_force_upload)";
    return { kind: "conflict", hint };
  }
  // Every failure of Glance during the call comes back as 400, with Glance's own words (volume_actions.py). Cinder asks
  // Glance for the queued image first, so that may exist already.
  if (status === 400 && /connection to glance failed|HTTP 50\d/i.test(message))
    return { kind: "unavailable", outcome: "unknown" };
  // Said when Glance's image has been made already (volume/api.py).
  if (status === 400 && /compression (upload )?disallowed/i.test(message)) {
    const hint =
      "set another `containerFormat`, such as `bare`, or ask the operator for Cinder's allow_compression_on_image_upload";
    return { kind: "invalid", hint };
  }
  return glanceRefusal(complaint);
};

/**
 * Cinder turns every exception into a 400, also those after it has made the image in Glance (api/contrib/volume_actions.py,
 * volume/api.py). Only what the schema says, and the state and the encryption of the volume, is looked at before.
 */
export function mayLeaveAnImage({ status, message }: CloudError): boolean {
  return status === 400 && !before.test(message);
}

const before =
  /invalid input for field|there is no such action|malformed request|api version string|status must be|encrypted volume/i;
