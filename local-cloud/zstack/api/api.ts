import type { Answer, Call } from "../../http/answer";
import { open, type Route } from "../../http/route";
import { type Caller, callerOf } from "../identity/caller";
import { accepted, fail, jobUuidOf, startJob, succeed, type ZstackJob } from "../jobs/zstackJob";
import { zstackNow } from "../world/agenda";
import { Failure } from "./errorCode";
import { type Fields, listField, object, queryFields, readBody } from "./readBody";
import { failed, refuseText } from "./zstackEnvelope";

/** The ways a call takes through RestServer (docs/vendors/zstack.md#jobs, docs/vendors/zstack.md#errors). */

/** Answered at once, errors included, and by nobody who had to log in: login, logout and the check of a session. */
export const unsigned = (name: string, line: string, handle: (call: Call, body: Fields) => Answer): Route =>
  open(name, line, (call) => atOnce(call, () => handle(call, readBody(call))));

/** Reading: a session that is not valid is an error at once. */
export const reading = (
  name: string,
  line: string,
  handle: (call: Call, identify: () => Caller) => Answer,
): Route =>
  open(name, line, (call) =>
    atOnce(call, () => {
      readBody(call);
      const { identify } = callerOf(call);
      jobUuidOf(call);
      return handle(call, identify);
    }),
  );

function atOnce(call: Call, handle: () => Answer): Answer {
  zstackNow(call.world);
  try {
    return handle();
  } catch (error) {
    if (error instanceof Failure) return failed(error.error);
    throw error;
  }
}

/** What a job is asked to do. */
export interface Order {
  readonly call: Call;
  readonly params: Fields;
  readonly userTags: readonly string[];
  readonly systemTags: readonly string[];
  /**
   * Throws ID.1001. To be called after the checks of the parameters, which come first (docs/vendors/zstack.md#errors).
   */
  identify(): Caller;
}

/** Checks everything that is checked before the work begins, and returns the work. */
export type Api = {
  readonly api: string;
  readonly timeoutMs?: number;
  prepare(order: Order): (job: ZstackJob) => void;
};

/** POST: the fields stand in `params`, the tags beside it. */
export const posting = (name: string, line: string, api: Api): Route =>
  open(name, line, (call) => {
    const body = readBody(call);
    return asJob(call, api, body, object(body.params));
  });

/** PUT: the name of the action stands over its fields. */
export const acting = (name: string, line: string, apis: readonly Api[]): Route =>
  open(name, line, (call) => {
    const body = readBody(call);
    const chosen = apis.find(({ api }) => Object.hasOwn(body, api));
    const path = call.rest;
    if (!chosen) return refuseText(400, `the body doesn't contain action mapping to the URL[${path}]`);
    return asJob(call, chosen, body, object(body[chosen.api]));
  });

/** DELETE: everything stands in the query. */
export const deleting = (name: string, line: string, lists: readonly string[], api: Api): Route =>
  open(name, line, (call) => {
    readBody(call);
    return asJob(call, api, {}, queryFields(call, lists));
  });

/** Once it has begun, whatever is wrong is reported by the job and not by the answer. */
function asJob(call: Call, api: Api, body: Fields, params: Fields): Answer {
  zstackNow(call.world);
  const { identify } = callerOf(call);
  const uuid = jobUuidOf(call);
  const [userTags, systemTags] = [listField(body, "userTags") ?? [], listField(body, "systemTags") ?? []];
  const job = startJob(call, uuid, api.api, api.timeoutMs);
  try {
    const work = api.prepare({ call, params, userTags, systemTags, identify });
    // A dry run ends before the message is routed to its service (docs/vendors/zstack.md#tags).
    if (systemTags.includes("validationOnly")) succeed(job, call.now, {});
    else work(job);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    fail(job, call.now, error.error);
  }
  return accepted(job);
}
