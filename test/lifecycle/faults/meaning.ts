import {
  type CloudError,
  CredentialsError,
  type Outcome,
  ProtocolError,
  ThrottledError,
  UnavailableError,
} from "../../../provider/http/errors";
import type { Fault } from "./everyFault";

export interface Meaning {
  readonly error: typeof CloudError;
  readonly outcome: Outcome;
  /** Not tried again: the next answer would be the same. */
  readonly final?: true;
}

const unavailable: Meaning = { error: UnavailableError, outcome: "unknown" };
const turnedAway: Meaning = { error: UnavailableError, outcome: "rejected" };
const throttled: Meaning = { error: ThrottledError, outcome: "rejected" };
const unreadable: Meaning = { error: ProtocolError, outcome: "unknown" };

/** Every kind of fault by what it means; a fault that is not here fails the test that plays it. */
export function meaningOf({ kind, route, ...fault }: Fault): Meaning {
  switch (kind) {
    case "status": {
      const { status, headers = {} } = fault as { status: number; headers?: object };
      if (status === 200) return unreadable;
      if (status === 403) return { error: CredentialsError, outcome: "rejected", final: true };
      // A 503 may hide a request that was served, unless it says when to come back, or is EVS's own EVS.5503.
      return status === 503 && ("retry-after" in headers || route.startsWith("evs."))
        ? turnedAway
        : unavailable;
    }
    case "refused":
      return { error: UnavailableError, outcome: "not-sent" };
    case "noHeaders":
    case "stallBody":
    case "html":
    case "reset":
    case "resetBody":
    case "truncate":
      return unavailable;
    case "throttle":
      return throttled;
    case "sessionEnds":
    case "unauthorized":
      return { error: CredentialsError, outcome: "rejected" };
    case "redirect":
      return { error: ProtocolError, outcome: "rejected", final: true };
    case "oversize":
      return { ...unreadable, final: true };
    case "garbage":
    case "hugeHeader":
    case "notJson":
      return unreadable;
    default:
      throw new Error(`which outcome does ${kind} have?`);
  }
}
