import type { Cloud } from "../../clouds/cloud";
import { traits } from "../../clouds/profiles/traits";
import { type Finding, note } from "./finding";
import type { ProbeResult } from "./probe";

/** Whether this user may make an image public. Without this probe Glance would refuse it only after the export. */
export function probePublishing(
  { profile, roles }: Cloud,
  { visibility }: { readonly visibility?: string | undefined },
): ProbeResult {
  if (!traits[profile].hasGlance || visibility !== "public" || roles === undefined) return [];
  return [{ subject: "the roles of this user", run: async () => judgePublishing(await roles()) }];
}

/**
 * Glance's default policy is `role:admin` (policies/image.py, publicize_image); a cloud does not show whether it has
 * changed that.
 */
export function judgePublishing(roles: readonly string[]): Finding[] {
  if (roles.length === 0 || roles.some((role) => role.toLowerCase() === "admin")) return [];
  return [
    note(
      `visibility public: Glance's own policy lets only the role admin publish images (publicize_image), and this user has ${roles.join(", ")}. Unless this cloud lets them, the image is refused after the whole export: have the user given that right, or choose another visibility`,
    ),
  ];
}
