import { snippet } from "../../http/redact";
import { type Check, ok, warning } from "./check";

/** Keystone's own read-only role is `reader`; operators name others. */
const READS_ONLY = /(^|[-_ ])(reader|read[-_ ]?only|observer|auditor|viewer)$/i;

/** Checks the roles of a token. What they allow is decided by the cloud's policies, which cannot be read, so this only warns. */
export function roleCheck(roles: readonly string[]): Check {
  const names = snippet([...roles].sort().join(", "));
  if (!roles.every((role) => READS_ONLY.test(role))) return ok("roles", names);
  const found = `${names}: by Keystone's default roles such a user only reads; unless this cloud's policies allow more, no image can be made, changed or deleted`;
  return warning("roles", found, "give the user a role in this project that may do so, such as member");
}
