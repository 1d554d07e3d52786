import {
  CloudError,
  CredentialsError,
  ImageFailedError,
  type Outcome,
  ProtocolError,
  ThrottledError,
  UnavailableError,
  WaitTimeoutError,
} from "../../../provider/http/errors";
import { KeptError } from "../../../provider/lifecycle/claim/keptError";
import type { Routes } from "../harness/routes";
import type { PlayedFault } from "./everyFault";
import { isDelete, type Story } from "./scenarios";

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

/** How an operation did end. */
export function endingWith(error: unknown): Ending | "good" {
  if (error === undefined) return "good";
  const failure = error instanceof KeptError ? error.cause : error;
  if (!(failure instanceof CloudError)) throw error;
  return {
    error: failure.constructor as typeof CloudError,
    outcome: failure.outcome,
    kept: error instanceof KeptError,
  };
}

/** Every kind of fault by what it means; a fault that is not here fails the test that plays it. */
function kindOf({ kind, route, ...fault }: PlayedFault): Kind {
  switch (kind) {
    case "status": {
      const { status, headers = {} } = fault as { status: number; headers?: object };
      if (status === 200) return unreadable;
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

/**
 * Whether a call is part of a wait that has begun: such a wait outlasts failing looks, to its end. After a short one the
 * operation goes on.
 */
export type Patience = "none" | "for what passes" | "endless" | "short";

/** What a call that suffers is to its operation. */
export interface Suffered {
  readonly call: "log-in" | "create" | "change" | "other";
  readonly patience: Patience;
  /** Nothing is kept of what is to go: the state stays as it was. */
  readonly deletes: boolean;
}

/** How an operation ends when one call of a route, or every one from the first on, suffers. */
export function ending(fault: PlayedFault, { call, patience, deletes }: Suffered): Ending | "good" {
  const { error, outcome, final = false } = kindOf(fault);
  const always = (fault.times ?? 1) > 1;
  if (call === "create" && outcome === "unknown") {
    // Never sent again, only looked for; so the failure is the search's own.
    const applied = "applied" in fault && fault.applied;
    return applied ? "good" : { error: CloudError, outcome, kept: false };
  }
  // A session begins with its log-in: what is refused then is wrong, not expired.
  const refused = error === CredentialsError && call === "log-in";
  if ((!always && !final && !refused) || patience === "short") return "good";
  if (patience === "endless" || (patience === "for what passes" && error !== CredentialsError))
    return always ? { error: WaitTimeoutError, outcome: "unknown", kept: !deletes } : "good";
  return { error, outcome, kept: !deletes && call === "change" };
}

/** The same for the stories of a VolumeImage. */
export function endingOf(story: Story, fault: PlayedFault, routes: Routes): Ending | "good" {
  // What the cloud noted is only asked for to say more about a failure.
  if (story === "failed export") return { error: ImageFailedError, outcome: "rejected", kept: true };
  return ending(fault, {
    call: callOf(fault.route, routes),
    patience: patienceOf(story, fault, routes),
    deletes: isDelete(story),
  });
}

function callOf(route: string, { logIn, create, change, tag }: Routes): Suffered["call"] {
  if (route === logIn) return "log-in";
  if (route === create) return "create";
  return change.includes(route) || tag.includes(route) ? "change" : "other";
}

function patienceOf(story: Story, { route, nth = 1 }: PlayedFault, routes: Routes): Patience {
  const look = route === routes.showImage || route === routes.showVolume;
  switch (story) {
    case "create":
      return (look && nth > 1) || (route === routes.showImage && route !== routes.findImages)
        ? "endless"
        : "none";
    case "resume":
      if (route === routes.showVolume) return "short"; // whether it is free again
      return look && nth > 1 ? "endless" : "none";
    case "delete":
      return look && nth > 1 ? "endless" : "none";
    case "delete of an unfinished image": {
      const waited = routes.exactTags.length > 0;
      const late = nth > 1 || routes.exactTags.includes(route) || route === routes.remove;
      return waited && late ? "for what passes" : look && nth > 1 ? "endless" : "none";
    }
    default:
      return "none";
  }
}
