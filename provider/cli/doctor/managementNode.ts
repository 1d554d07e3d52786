import type { CloudSettings } from "../../clouds/settings";
import { apiUrl } from "../../clouds/zstack/apiUrl";
import type { HttpAnswer } from "../../http/transport";
import { type Check, warning } from "./check";

/**
 * Asks whether a made-up session is valid, which is the one call that ZStack answers without a log-in
 * (docs/vendors/zstack.md#sessions).
 */
export function sessionProbe(settings: CloudSettings): URL {
  return apiUrl(settings, `/accounts/sessions/${"0".repeat(32)}/valid`);
}

/**
 * Warns if the server is not ZStack's API. Other web servers answer too, such as a console on the next port, but only
 * ZStack knows of sessions.
 */
export function zstackCheck(reached: Check, address: string, { status, text }: HttpAnswer): Check {
  if (reached.verdict === "failed" || (status === 200 && /"valid"/.test(text))) return reached;
  return warning(
    reached.name,
    `${address} answers (${status}), but not as the API of ZStack does`,
    "check auth_url: scheme, port (8080) and context path (/zstack)",
  );
}

/** On ZStack a wrong clock does no harm: sessions end by the cloud's own clock, and access keys sign with the cloud's time. */
export function atMostWarning(clock: Check): Check {
  return clock.verdict === "failed" ? { ...clock, verdict: "warning" } : clock;
}
