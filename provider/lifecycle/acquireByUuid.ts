import type { Image } from "../clouds/image";
import type { Job } from "../clouds/job";
import { CloudError, ImageFailedError, InterruptedError, WaitTimeoutError } from "../http/errors";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { templatesOf } from "../resources/templates";
import { showLooks } from "../waiting/progress";
import { SOON_MS } from "../waiting/until";
import type { Verdict } from "../waiting/watch";
import { inTime } from "./inTime";
import { jobFailed } from "./made";
import { claimOn, markOf } from "./marker";
import { markingOf } from "./marking";
import { whyUnknown } from "./mayHaveBegun";
import { notPermitted } from "./notPermitted";
import { preflight } from "./preflight";
import { imageIn, lookOnce, presence } from "./presence";
import type { Run } from "./run";
import { jobUuid, MOST_GENERATIONS, templateUuid } from "./templateUuid";

interface AcquiredByUuid {
  readonly handle: { readonly imageId: string; readonly jobId: string };
  readonly facts: Readonly<Record<string, never>>;
}

/** How many internal errors that do not say what is wrong one run takes for uuids that were used before. */
const MOST_UNEXPLAINED = 7;

/**
 * A template of ours that an earlier run left unfinished, or else a new one. Where the caller chooses the image's uuid
 * and the job's, a repeated create makes nothing twice: so nothing has to be looked for before it is sent, and a uuid
 * that turns out to be used up is followed by the next one (design.md §6, api-zstack §1.12). None is skipped: the first
 * uuid that was never used is the same for every run, so that two runs never make two templates.
 */
export async function acquireByUuid<Args extends CommonArgs>(run: Run<Args>): Promise<AcquiredByUuid> {
  const { cloud, marker, options, log } = run;
  const uuids = Array.from({ length: MOST_GENERATIONS }, (_, generation) => templateUuid(marker, generation));
  const known = await templatesOf(cloud).known(uuids, options);
  const mine = await unclaimed(
    run,
    known.flatMap(({ uuid, deleted }) => (deleted ? [] : [uuid])),
  );
  if (mine !== undefined) {
    log.line(`goes on with template ${mine.id}, which an earlier run has started`);
    return { handle: { imageId: mine.id, jobId: jobUuid(mine.id) }, facts: {} };
  }
  await preflight(run);
  inTime(run);
  let unexplained = 0;
  for (const uuid of uuids.slice(1 + Math.max(-1, ...known.map(({ uuid }) => uuids.indexOf(uuid))))) {
    const begun = await begin(run, uuid);
    if (begun === "begun") return { handle: { imageId: uuid, jobId: jobUuid(uuid) }, facts: {} };
    if (begun === "used") continue;
    unexplained += 1;
    if (unexplained === MOST_UNEXPLAINED) throw stillFails(begun);
  }
  throw new CloudError(
    `this template has been made ${MOST_GENERATIONS} times: there are no more uuids for it`,
    {
      outcome: "not-sent",
      hint: "give the resource another name in the program",
    },
  );
}

/** One that may still become usable, and that nobody has claimed. */
async function unclaimed<Args extends CommonArgs>(
  { cloud, options, log }: Run<Args>,
  uuids: readonly string[],
): Promise<Image | undefined> {
  for (const uuid of uuids) {
    const seen = await presence(cloud, uuid, options, { log });
    if (seen.state === "doubtful") throw seen.doubt;
    const image = imageIn(seen);
    if (image === undefined || (image.phase !== "pending" && image.phase !== "active")) continue;
    if (claimOn(await cloud.exactTags(image, options)) === undefined) return image;
  }
  return undefined;
}

type Begun = "begun" | "used" | ImageFailedError;

/**
 * Sends the create, and waits until the template is there: ZStack checks everything after it has accepted the call.
 * `used`: the uuid belongs to one that failed, was deleted, or is gone: ZStack keeps a row that no query shows. An internal
 * error may mean the same without saying so, and is returned for some more tries.
 */
async function begin<Args extends CommonArgs>(run: Run<Args>, uuid: string): Promise<Begun> {
  const { cloud, resource, args, marker, options, deadline, host, log } = run;
  run.ending.throwIfAborted();
  await host.assertEngineLives();
  const since = cloud.clock.now();
  const mark = { ...markOf(marker), uuids: { image: uuid, job: jobUuid(uuid) } };
  const started = await resource.start(cloud, args, mark, options).catch((error: unknown) => {
    if (isUsedUp(error)) return "used" as const;
    if (!(error instanceof CloudError)) throw error;
    throw mayHaveBegun(notPermitted(cloud, error, resource.right, "run `pulumi up` again"));
  });
  if (started === "used") return started;
  const repeated = "repeated" in started && started.repeated === true;
  const listedBy = cloud.clock.now() + markingOf(resource).listedWithinMs;
  const begun = cloud.images.wait<Begun>({
    key: uuid,
    judge: (image) =>
      image === undefined ? { state: "pending", step: "not listed yet" } : { state: "done", result: "begun" },
    async own(paced) {
      const askedAt = cloud.clock.now();
      if ((await lookOnce(cloud, uuid, paced)) !== undefined) return { state: "done", result: "begun" };
      const job = await cloud.jobs?.show(jobUuid(uuid), paced);
      if (job?.state === "running") return { state: "pending", step: job.step };
      // Turns may lie between the two answers: long enough for a small template to be made.
      if (repeated || job?.state === "succeeded") {
        const seen = await presence(cloud, uuid, paced, { log, since });
        if (seen.state === "doubtful") return { state: "failed", error: seen.doubt };
        return { state: "done", result: seen.state === "there" ? "begun" : "used" };
      }
      if (job?.state === "failed") return verdictOf(resource, uuid, job);
      return askedAt < listedBy
        ? { state: "pending", step: "not listed yet" }
        : { state: "failed", error: neverListed(uuid) };
    },
    atOnce: true,
    firstMs: SOON_MS,
    deadline,
    signal: host.signal,
    onLook: showLooks(log),
  });
  return begun.catch(unseen);
}

/** Who looks for it ends before it is seen: it may be there, and so it goes into the state. */
function unseen(error: unknown): "begun" {
  if (error instanceof InterruptedError || error instanceof WaitTimeoutError) return "begun";
  throw error;
}

function verdictOf<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  uuid: string,
  job: Job,
): Verdict<Begun> {
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
  return new CloudError(`${error.message}: ${whyUnknown(error)}`, { ...error, hint, cause: error });
}

/** SYS.1000 is any exception, with the words of the database or of what lies between (ErrorFacadeImpl). */
const DUPLICATE = /duplicate entry|ConstraintViolation/i;

function stillFails(error: ImageFailedError): ImageFailedError {
  return new ImageFailedError(error.message, {
    ...error,
    hint: `ZStack has answered ${MOST_UNEXPLAINED} creates like this: look into the log of its management node. If it is about a duplicate key, give the resource another name in the program`,
    cause: error,
  });
}

function neverListed(uuid: string): ImageFailedError {
  return new ImageFailedError(`ZStack has accepted template ${uuid}, but knows neither it nor its job`, {
    outcome: "unknown",
    hint: sameUuid,
  });
}

const sameUuid = "run `pulumi up` again: a repeated create of the same uuid makes no second template";
