import {
  CloudError,
  CredentialsError,
  ImageFailedError,
  type Outcome,
  WaitTimeoutError,
} from "../../../provider/http/errors";
import { PartialFailureError } from "../../../provider/lifecycle/claim/partialFailureError";
import { type SignIn, signInRoutes } from "../harness/signIn";
import type { Subject } from "../harness/subjects";
import type { Fault } from "./everyFault";
import { exceptions } from "./exceptions";
import { meaningOf } from "./meaning";
import { isDelete, type ScenarioName } from "./scenarios";
import { patienceOf } from "./waits";

/** How an operation ends that does not end well. */
export interface Failure {
  readonly error: typeof CloudError;
  readonly outcome: Outcome;
  /** The image exists and is kept in the state as unfinished. */
  readonly kept: boolean;
}

/** How an operation did end. */
export function outcomeOf(error: unknown): Failure | "good" {
  if (error === undefined) return "good";
  const failure = error instanceof PartialFailureError ? error.cause : error;
  if (!(failure instanceof CloudError)) throw error;
  return {
    error: failure.constructor as typeof CloudError,
    outcome: failure.outcome,
    kept: error instanceof PartialFailureError,
  };
}

export interface Case {
  readonly subject: Subject;
  readonly signIn: SignIn;
  readonly scenario: ScenarioName;
  readonly fault: Fault;
}

/** How an operation ends when one call of a route, or every one from the first on, fails. */
export function expectedOutcome(tried: Case): Failure | "good" {
  const exception = exceptions.find(({ when }) => when(tried))?.outcome;
  const outcome = typeof exception === "function" ? exception(tried) : (exception ?? usual(tried));
  // What a create outlasts does not mend its job.
  if (tried.scenario === "failed create" && outcome === "good")
    return { error: ImageFailedError, outcome: "rejected", kept: false };
  return outcome;
}

function usual({ subject, signIn, scenario, fault }: Case): Failure | "good" {
  const { error, outcome, final = false } = meaningOf(fault);
  const call = callOf(fault.route, signIn);
  const patience = patienceOf(subject, scenario, fault);
  const kept = !isDelete(scenario);
  const always = (fault.times ?? 1) > 1;
  if (call === "create" && outcome === "unknown") {
    const applied = "applied" in fault && fault.applied;
    // ZStack's create is sent again: it starts nothing twice, and the failure is its own. Others are only searched for: it is the search's.
    const isFound = subject.madeBy === "template" ? !always && !final : applied;
    const ended = subject.madeBy === "template" ? error : CloudError;
    return isFound ? "good" : { error: ended, outcome, kept: false };
  }
  const refused = error === CredentialsError && !isRenewed(signIn, call, fault.route);
  if ((!always && !final && !refused) || patience === "short") return "good";
  if (patience === "endless" || (patience === "for what passes" && error !== CredentialsError))
    return always ? { error: WaitTimeoutError, outcome: "unknown", kept } : "good";
  return { error, outcome, kept: kept && (call === "change" || isBesideChange(scenario, fault)) };
}

/** Whether a call that is refused may only have come too late, so that the provider signs in again. */
function isRenewed(signIn: SignIn, call: Call, route: string): boolean {
  if (signIn.endsWith("-agency")) return route !== "iam.createToken" && route !== "iam.createSecurityToken";
  if (/-(aksk|aksk-temporary|accesskey|token)$/.test(signIn)) return false; // the user's own, and all there is
  return call !== "sign-in"; // what is refused then is wrong, not expired
}

type Call = "sign-in" | "create" | "change" | "other";

/** What a call is to its operation. */
function callOf(route: string, signIn: SignIn): Call {
  if (signInRoutes(signIn).includes(route)) return "sign-in";
  if (/uploadImage|create(DataImage|FullEcsImage|Template)$/.test(route)) return "create";
  return /updateImage|tagAction|addTag|createUserTag|deleteTag|imageAction/.test(route) ? "change" : "other";
}

/** A look between the changes, or at the job of one. */
function isBesideChange(scenario: ScenarioName, { route, nth = 1 }: Fault): boolean {
  if (route === "zstack.showJob") return true;
  if (route === "zstack.queryUserTags" && (scenario === "create" || (scenario === "resume" && nth > 1)))
    return true;
  return scenario === "update" && nth > 1 && /zstack.query/.test(route);
}
