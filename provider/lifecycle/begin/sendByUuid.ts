import type { Job } from "../../clouds/job";
import { CloudError, ImageFailedError, InterruptedError, WaitTimeoutError } from "../../http/errors";
import { showProgress } from "../../polling/progress";
import { steps } from "../../polling/steps";
import { SOON_MS } from "../../polling/until";
import type { Verdict } from "../../polling/watch";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { findOnce, presence } from "../find/presence";
import { jobFailed } from "../making/errors";
import { claimInTags, markForCreate } from "../marks/marker";
import { markStrategy } from "../marks/markStrategy";
import { jobUuid } from "../marks/templateUuid";
import { notPermitted } from "../operation/notPermitted";
import { during } from "../operation/operationLog";
import type { Run } from "../operation/run";
import { HOLDS_MS } from "./send";
import { whyUnknown } from "./whyUnknown";

export type Sent = "begun" | "used" | ImageFailedError;

/**
 * Sends the create, and waits until the template is there: ZStack checks everything after it has accepted the call.
 * `used`: the uuid belongs to one that failed, was deleted, or is gone: ZStack keeps a row that no query shows. An internal
 * error may mean the same without saying so, and is returned for some more tries.
 */
export async function sendByUuid<Args extends CommonArgs>(run: Run<Args>, uuid: string): Promise<Sent> {
  const { cloud, resource, args, marker, options, host, log } = run;
  const since = cloud.clock.now();
  const mark = { ...markForCreate(marker), uuids: { image: uuid, job: jobUuid(uuid) } };
  const mayBeSent = async () => {
    run.ending.throwIfAborted();
    await host.assertEngineLives();
  };
  await mayBeSent();
  // The call may queue for long: what must hold is asked for again when its turn has come.
  const askedAt = cloud.clock.now();
  const beforeSending = async () => {
    if (cloud.clock.now() - askedAt > HOLDS_MS) await mayBeSent();
  };
  const queued = { ...options, ending: run.ending, beforeSending };
  const call = resource.start(cloud, args, mark, queued);
  const started = await during(log, steps.starting, call).catch((error: unknown) => {
    if (isUsedUp(error)) return "used" as const;
    if (!(error instanceof CloudError)) throw error;
    throw mayHaveBegun(notPermitted(cloud, error, resource.right, "run `pulumi up` again"));
  });
  if (started === "used") return started;
  const repeated = "repeated" in started && started.repeated === true;
  const listedBy = cloud.clock.now() + markStrategy(resource).listedWithinMs;
  const begun = cloud.images.wait<Sent>({
    key: uuid,
    judge: (image) =>
      image === undefined ? { state: "pending", step: steps.notListed } : { state: "done", result: "begun" },
    async pollAlone(paced) {
      const askedAt = cloud.clock.now();
      if ((await findOnce(cloud, uuid, paced)) !== undefined) return { state: "done", result: "begun" };
      const job = await cloud.jobs?.show(jobUuid(uuid), paced);
      if (job?.state === "running") return { state: "pending", step: resource.making };
      // Turns may lie between the two answers: long enough for a small template to be made.
      if (repeated || job?.state === "succeeded") {
        const seen = await presence(cloud, uuid, paced, { log, since });
        if (seen.state === "unclear") return { state: "failed", error: seen.error };
        return { state: "done", result: seen.state === "there" ? "begun" : "used" };
      }
      if (job?.state === "failed") return verdictOf(resource, uuid, job);
      return askedAt < listedBy
        ? { state: "pending", step: steps.notListed }
        : { state: "failed", error: neverListed(uuid) };
    },
    atOnce: true,
    firstMs: SOON_MS,
    deadline: run.deadline,
    signal: host.signal,
    onProgress: showProgress(log),
  });
  const sent = await begun.catch(unseen);
  return sent === "begun" && repeated && (await isClaimed(run, uuid)) ? "used" : sent;
}

/** Taken over by a run that nobody recorded, and missing in the answer that was to show it. Not told: beginByUuid asks again. */
async function isClaimed<Args extends CommonArgs>(
  { cloud, options }: Run<Args>,
  uuid: string,
): Promise<boolean> {
  return cloud.exactTags({ id: uuid, tags: {} }, options).then(
    (tags) => claimInTags(tags) !== undefined,
    () => false,
  );
}

/** Who waits for it ends before it is seen: it may be there, and so it goes into the state. */
function unseen(error: unknown): "begun" {
  if (error instanceof InterruptedError || error instanceof WaitTimeoutError) return "begun";
  throw error;
}

function verdictOf<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  uuid: string,
  job: Job,
): Verdict<Sent> {
  const error = jobFailed(resource, jobUuid(uuid), job);
  if (error.code !== "SYS.1000") return { state: "failed", error };
  return { state: "done", result: DUPLICATE.test(error.message) ? "used" : error };
}

/** Where ZStack tells at once what else its job tells. */
function isUsedUp(error: unknown): boolean {
  return error instanceof CloudError && error.code === "SYS.1000" && DUPLICATE.test(error.message);
}

/** The call was sent as often as that makes sense: which of them has begun anything is not known, and does not matter. */
function mayHaveBegun(error: CloudError): CloudError {
  if (error.outcome !== "unknown" || error instanceof InterruptedError) return error;
  const hint = error.hint ?? sameUuid;
  return error.with({ message: `${error.message}: ${whyUnknown(error)}`, hint });
}

/** SYS.1000 is any exception, with the words of the database or of what lies between (ErrorFacadeImpl). */
const DUPLICATE = /duplicate entry|ConstraintViolation/i;

function neverListed(uuid: string): ImageFailedError {
  return new ImageFailedError(`ZStack has accepted template ${uuid}, but knows neither it nor its job`, {
    outcome: "unknown",
    hint: sameUuid,
  });
}

const sameUuid = "run `pulumi up` again: a repeated create of the same uuid makes no second template";
