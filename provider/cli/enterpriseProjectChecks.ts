import { type CloudSettings, isHuaweiFamily } from "../clouds/settings";
import type { CommandContext } from "./commandContext";
import { type Check, warning } from "./doctor/check";

/**
 * The variable that Huawei's Terraform provider takes as the default of every resource. It is not read here: what an image
 * is would depend on the machine, and the same program run elsewhere would move the image back.
 */
export function enterpriseProjectChecks({ profile }: CloudSettings, { env }: CommandContext): Check[] {
  const value = env.HW_ENTERPRISE_PROJECT_ID ?? "";
  if (value.trim() === "" || !isHuaweiFamily(profile)) return [];
  const found = "HW_ENTERPRISE_PROJECT_ID is set, but is not read: images would differ with the machine";
  return [warning("enterprise project", found, "give the images the argument `enterpriseProjectId`")];
}
