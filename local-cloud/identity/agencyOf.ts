import { z } from "zod";
import type { Agency, Profile } from "../world/profile";

/**
 * Who is to be acted for, as both calls that take an agency name it
 * (docs/vendors/open-telekom-and-huawei.md#temporary-keys).
 */
export const roleFields = {
  domain_name: z.string().optional(),
  domain_id: z.string().optional(),
  agency_name: z.string().optional(),
  // What the samples and the Go SDKs send in its place
  // (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
  xrole_name: z.string().optional(),
};
type Role = z.infer<z.ZodObject<typeof roleFields>>;

export const roleName = ({ agency_name, xrole_name }: Role): string | undefined => agency_name ?? xrole_name;

/** Both the agency and its account must be said. */
export const isWhole = (role: Role): boolean =>
  roleName(role) !== undefined && (role.domain_id ?? role.domain_name) !== undefined;

export function agencyOf({ agency }: Profile, role: Role): Agency | undefined {
  const account = role.domain_id ?? role.domain_name ?? "";
  const known = agency?.name === roleName(role) && [agency?.domain.id, agency?.domain.name].includes(account);
  return known ? agency : undefined;
}
