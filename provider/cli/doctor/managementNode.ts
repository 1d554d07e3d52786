import type { CloudSettings } from "../../clouds/settings";
import { apiUrl } from "../../clouds/zstack/address";
import type { HttpAnswer } from "../../http/transport";
import { type Check, warning } from "./check";

/**
 * "Is this session valid?", of one that nobody has: the question that ZStack answers without a log-in
 * (docs/vendors/zstack.md#sessions).
 */
export function harmlessQuestion(settings: CloudSettings): URL {
  return apiUrl(settings, `/accounts/sessions/${"0".repeat(32)}/valid`);
}

/** Any web server answers something: a console on the next port, say. Only ZStack knows of sessions. */
export function zstackReached(reached: Check, address: string, { status, text }: HttpAnswer): Check {
  if (reached.verdict === "failed" || (status === 200 && /"valid"/.test(text))) return reached;
  return warning(
    reached.name,
    `${address} answers (${status}), but not as the API of ZStack does`,
    "check auth_url: scheme, port (8080) and context path (/zstack)",
  );
}

/** Nothing of ours fails by it there: sessions end by the cloud's own clock, and access keys sign with its time. */
export function harmless(clock: Check): Check {
  return clock.verdict === "failed" ? { ...clock, verdict: "warning" } : clock;
}
