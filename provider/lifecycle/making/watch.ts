import { showProgress } from "../../polling/progress";
import type { Watch as PolledWatch, SharedVerdict, Verdict } from "../../polling/watch";
import type { CommonArgs } from "../../resources/resource";
import { timeOf } from "../operation/age";
import type { Run } from "../operation/run";
import type { Next, Watch } from "./decide";
import type { Target } from "./findAnswer";
import { pollSecondary } from "./pollSecondary";
import type { SharedEvidence } from "./sharedEvidence";

/** The watcher that all images share shows the image, and its job, until something else is to be done. */
export async function watch<Args extends CommonArgs>(
  run: Run<Args>,
  target: Target,
  shared: SharedEvidence,
  { secondary }: Watch,
  isFresh: boolean,
): Promise<void> {
  const { cloud, resource, deadline, host, log } = run;
  const over = new AbortController();
  const { jobId = "", isDue } = shared.evidence;
  const jobPoll: Pick<PolledWatch<unknown, void>, "pollAlone"> = {
    async pollAlone(paced) {
      shared.add({ of: "job", job: await cloud.jobs?.show(jobId, paced), at: cloud.clock.now() });
      return ofJob(verdictOf(shared.next, secondary));
    },
  };
  const watched = cloud.images.wait({
    get key() {
      return shared.evidence.imageId ?? target.marker;
    },
    judge(image) {
      shared.add({ of: "image", image, at: cloud.clock.now() });
      return verdictOf(shared.next, secondary);
    },
    ...(secondary === "job" ? jobPoll : {}),
    kind: isFresh ? resource.type : undefined,
    like: resource.type,
    isResumed: !isFresh,
    deadline,
    /** Of a new image that is the wait itself. */
    get begunAt() {
      const { image, job } = shared.evidence;
      return isFresh ? undefined : (timeOf(image?.createdAt ?? target.createdAt ?? "") ?? job?.begunAt);
    },
    signal: AbortSignal.any([host.signal, over.signal]),
    // The sooner its percentage is known, the sooner its end.
    atOnce: isDue || (!isFresh && secondary === "job"),
    onProgress: showProgress(log),
  });
  const secondaryPolls = pollSecondary(run, target, shared, secondary, over.signal);
  try {
    await Promise.race([
      watched,
      secondaryPolls.then(() => (goesOn(shared.next, secondary) ? watched : undefined)),
    ]);
  } catch (error) {
    if (error !== OTHERWISE) throw error;
  } finally {
    over.abort();
    watched.catch(() => {}); // what a secondary poll has brought ends it by the abort: nobody listens any more
  }
}

/** How a wait ends that says nothing of how long others like it will take. */
const OTHERWISE = new Error("something else is to be done");

function goesOn(next: Next, secondary: Watch["secondary"]): next is Watch {
  return next.do === "watch" && next.secondary === secondary;
}

function verdictOf(next: Next, secondary: Watch["secondary"]): SharedVerdict<void> {
  if (!goesOn(next, secondary)) return isDone(next) ? done : { state: "failed", error: OTHERWISE };
  const { step, percent, how } = next;
  if (how === "unclear") return { state: "unclear", step };
  return how === "alone" ? { state: "pending", step, alone: true } : { state: "pending", step, percent };
}

const done = { state: "done", result: undefined } as const;

/** It is ready, or its job is over. */
function isDone(next: Next): boolean {
  return next.do === "use" || next.do === "watch" || next.do === "search" || isCandidate(next);
}

function isCandidate(next: Next): boolean {
  return next.do === "ask" && next.question === "own tags";
}

/** What is odd about the list's answer its job has explained: nothing more is to be asked at once. */
function ofJob(verdict: SharedVerdict<void>): Verdict<void> {
  return verdict.state === "unclear" ? { state: "pending", step: verdict.step } : verdict;
}
