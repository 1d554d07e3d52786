import type { Call } from "../../http/answer";
import { headerText } from "../../identity/token";
import { Failure } from "../api/errorCode";
import { refuseText, sessionExpired } from "../api/zstackEnvelope";
import { demoAccount } from "./account";
import { checkAccessKey } from "./checkAccessKey";
import { validSession } from "./session";

export interface Caller {
  readonly accountUuid: string;
  /** Missing where an access key signed. */
  readonly sessionUuid?: string;
}

/**
 * Looks at the header, which RestServer does before anything else: text at once. Whether the session still holds is found
 * out behind the 202, where `identify` is called (docs/vendors/zstack.md#errors, docs/vendors/zstack.md#sessions).
 */
export function callerOf(call: Call): { identify(): Caller } {
  const header = headerText(call, "authorization")?.trim();
  if (header === undefined) return refuseText(400, "missing header 'Authorization'");
  call.seenProfile = "zstack";
  if (/^ZStack\b/.test(header)) {
    checkAccessKey(call, header.replace(/^ZStack/, "").trim());
    return { identify: () => ({ accountUuid: demoAccount.uuid }) };
  }
  if (!header.startsWith("OAuth")) refuseText(400, "Authorization type must be 'OAuth'");
  const session = validSession(call.world, header.replace("OAuth", "").trim());
  return {
    identify: () => {
      if (!session) throw new Failure(sessionExpired);
      return { accountUuid: session.accountUuid, sessionUuid: session.uuid };
    },
  };
}
