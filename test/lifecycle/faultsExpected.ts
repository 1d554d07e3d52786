import {
  CloudError,
  CredentialsError,
  type Outcome,
  ProtocolError,
  ThrottledError,
  UnavailableError,
  WaitTimeoutError,
} from "../../provider/http/errors";
import type { NewFault } from "../cloud";
import type { Story } from "./faultStory";
import type { Routes } from "./routes";

/** How an operation ends that does not end well. */
export interface Ending {
  readonly error: typeof CloudError;
  readonly outcome: Outcome;
  /** The image exists and is kept in the state as unfinished. */
  readonly kept: boolean;
}

interface Kind {
  readonly error: typeof CloudError;
  readonly outcome: Outcome;
  /** Not tried again: the next answer would be the same. */
  readonly final?: true;
}

const unavailable: Kind = { error: UnavailableError, outcome: "unknown" };
const turnedAway: Kind = { error: UnavailableError, outcome: "rejected" };
const throttled: Kind = { error: ThrottledError, outcome: "rejected" };
const unreadable: Kind = { error: ProtocolError, outcome: "unknown" };

/** Every kind of fault by what it means; a fault that is not here fails the test that plays it. */
function kindOf({ kind, route, ...fault }: NewFault): Kind {
  switch (kind) {
    case "status": {
      const { status, headers = {} } = fault as { status: number; headers?: object };
      if (status === 200) return unreadable;
      // A 503 may hide a request that was served, unless it says when to come back, or is EVS's own EVS.5503.
      return status === 503 && ("retry-after" in headers || route.startsWith("evs."))
        ? turnedAway
        : unavailable;
    }
    case "html":
    case "reset":
    case "resetBody":
    case "truncate":
      return unavailable;
    case "throttle":
      return throttled;
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
      throw new Error(`which ending does ${kind} have?`);
  }
}

/** The ending of an operation whose first call of a route, or every one, suffers; undefined where it ends well. */
export function endingOf(story: Story, fault: NewFault, routes: Routes): Ending | undefined {
  const { error, outcome, final = false } = kindOf(fault);
  const { route, applied = false } = fault;
  const always = (fault.times ?? 1) > 1;
  if (route === routes.create && outcome === "unknown") {
    // Never sent again, only looked for; so the failure is the search's own.
    return applied ? undefined : { error: CloudError, outcome, kept: false };
  }
  // A session begins with its log-in: what is refused then is wrong, not expired.
  const refused = error === CredentialsError && route === routes.logIn;
  if (!always && !final && !refused) return undefined;
  // The wait for an export is patient with any failure, to its end.
  if (story === "create" && route === routes.showImage && route !== routes.findImages)
    return always ? { error: WaitTimeoutError, outcome: "unknown", kept: true } : undefined;
  return { error, outcome, kept: story !== "delete" && routes.change.includes(route) };
}
