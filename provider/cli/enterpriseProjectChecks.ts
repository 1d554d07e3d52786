import { type CloudSettings, isHuaweiFamily } from "../clouds/settings";
import type { CommandContext } from "./commandContext";
import { type Check, warning } from "./doctor/check";

/**
 * Warns if HW_ENTERPRISE_PROJECT_ID is set, which Huawei's Terraform provider uses as the default of every resource. This package
 * ignores it: the project of an image would depend on the machine, and the same program on another machine would move the image.
 */
export function enterpriseProjectChecks({ profile }: CloudSettings, { env }: CommandContext): Check[] {
  const value = env.HW_ENTERPRISE_PROJECT_ID ?? "";
  if (value.trim() === "" || !isHuaweiFamily(profile)) return [];
  const finding = "HW_ENTERPRISE_PROJECT_ID is set, but is not read: images would differ with the machine";
  return [warning("enterprise project", finding, "give the images the argument `enterpriseProjectId`")];
}
