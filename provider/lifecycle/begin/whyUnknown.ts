import type { CloudError } from "../../http/errors";
import { BugError } from "../operation/bug";

/** Why nobody knows whether a create has begun, in words. */
export function whyUnknown(lost: CloudError): string {
  if (lost instanceof BugError) return lost.message;
  return `${whatCame(lost)}; it may have begun`;
}

/** What has no code may be a gateway's word, which may number requests too: the cloud's own answer was lost then. */
function whatCame({ status, code }: CloudError): string {
  if (status === undefined) return "the answer of the create call was lost";
  if (code !== undefined) return `the cloud answered ${status} ${code}`;
  if (status < 300) return "the cloud's answer to the create call is not understood";
  return `the answer of the create call was lost (a gateway, or the cloud, answered ${status})`;
}
