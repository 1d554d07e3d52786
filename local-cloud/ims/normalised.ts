import type { TokenCall } from "../http/answer";
import { refuseIms } from "../http/envelope";
import { imageName } from "../images/imageName";
import type { ProfileName } from "../world/profile";

/**
 * Not among the attributes that docs/vendors/open-telekom-and-huawei.md#updating-an-image lists as changeable; that
 * IMG.0035 refuses them is a choice.
 */
const readOnly = [
  "id",
  "status",
  "owner",
  "size",
  "virtual_size",
  "checksum",
  "created_at",
  "updated_at",
  "active_at",
  "file",
  "self",
  "schema",
  "tags",
  "visibility",
  "protected",
  "disk_format",
  "container_format",
  "min_disk",
  "virtual_env_type",
];

/**
 * What is stored for a value sent in a PATCH, or a refusal (docs/vendors/open-telekom-and-huawei.md#updating-an-image,
 * docs/vendors/open-telekom-and-huawei.md#attribute-rules). `undefined`: only may it change.
 */
export function normalised(path: string, value: unknown, profile: ProfileName, call: TokenCall): unknown {
  if (readOnly.includes(path) || (path.startsWith("__") && !changeable(path)))
    refuseIms("IMG.0035", `Attribute conflict during modification: attribute ${path} cannot be modified.`);
  if (value === undefined) return undefined;
  switch (path) {
    case "name":
      return name(value, profile);
    case "__description":
      return description(value);
    case "min_ram":
      return wholeNumber(path, value);
    case "max_ram":
      // text in answers (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree)
      return String(wholeNumber(path, value));
    case "hw_firmware_type":
      return oneOf(path, value, ["bios", "uefi"], "IMG.0141");
    case "hw_vif_multiqueue_enabled":
      return oneOf(path, String(value), ["true", "false"], "IMG.0001");
    default:
      return extension(path, value, call);
  }
}

const changeable = (path: string): boolean =>
  path === "__description" || path === "__is_config_init" || path.startsWith("__support_");

export function name(value: unknown, profile: ProfileName): string {
  if (typeof value === "string" && [...value].length > 128)
    refuseIms("IMG.0002", "The image name cannot exceed 128 characters.");
  const parsed = imageName(profile).safeParse(value);
  return parsed.success ? parsed.data : refuseIms("IMG.0003", "The image name format is invalid.");
}

/**
 * Blanks are allowed although IMG.0054 says otherwise: the pages' own samples have them
 * (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
 */
export function description(value: unknown): string {
  if (typeof value !== "string" || /[\r\n<>]/.test(value))
    return refuseIms("IMG.0054", "The image description format is invalid.");
  return [...value].length <= 1024
    ? value
    : refuseIms("IMG.0004", "The image description cannot exceed 1024 characters.");
}

function wholeNumber(path: string, value: unknown): number {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0) return number;
  return refuseIms("IMG.0055", `The memory or disk size is invalid: ${path}.`);
}

const oneOf = (path: string, value: unknown, allowed: string[], code: string): string =>
  typeof value === "string" && allowed.includes(value)
    ? value
    : refuseIms(code, `The value of ${path} is incorrect.`);

function extension(path: string, value: unknown, call: TokenCall): string {
  if (/[A-Z/]/.test(path)) refuseIms("IMG.0001", `Attribute ${path} must not have upper-case letters.`);
  if (typeof value !== "string") refuseIms("IMG.0001", `The value of ${path} must be a string.`);
  if (!changeable(path) && path !== "enterprise_project_id")
    call.warnings.push(`extension attribute "${path}"`);
  return value as string;
}
