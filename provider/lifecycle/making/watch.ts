import { showProgress } from "../../polling/progress";
import type { Watch as PolledWatch, SharedVerdict, Verdict } from "../../polling/watch";
import type { CommonArgs } from "../../resources/resource";
import type { Run } from "../operation/run";
import type { Wanted } from "./ask";
import type { Next, Watch } from "./decide";
import type { Known } from "./known";
import { lookAside } from "./lookAside";

/** The watcher that all images share shows the image, and its job, until something else is to be done. */
export async function watch<Args extends CommonArgs>(
  run: Run<Args>,
  wanted: Wanted,
  known: Known,
  { beside }: Watch,
  isFresh: boolean,
): Promise<void> {
  const { cloud, resource, deadline, host, log } = run;
  const over = new AbortController();
  const { jobId = "", isDue } = known.evidence;
  const asksJob: Pick<PolledWatch<unknown, void>, "pollAlone"> = {
    async pollAlone(paced) {
      known.hear({ of: "job", job: await cloud.jobs?.show(jobId, paced), at: cloud.clock.now() });
      return ofJob(verdictOf(known.next, beside));
    },
  };
  const shown = cloud.images.wait({
    get key() {
      return known.evidence.imageId ?? wanted.marker;
    },
    judge(image) {
      known.hear({ of: "image", image, at: cloud.clock.now() });
      return verdictOf(known.next, beside);
    },
    ...(beside === "job" ? asksJob : {}),
    kind: isFresh ? resource.type : undefined,
    deadline,
    signal: AbortSignal.any([host.signal, over.signal]),
    atOnce: isDue,
    onProgress: showProgress(log),
  });
  const aside = lookAside(run, wanted, known, beside, over.signal);
  try {
    await Promise.race([shown, aside.then(() => (goesOn(known.next, beside) ? shown : undefined))]);
  } catch (error) {
    if (error !== OTHERWISE) throw error;
  } finally {
    over.abort();
    shown.catch(() => {}); // what was learnt aside ends it by the abort: nobody listens any more
  }
}

/** How a wait ends that says nothing of how long others like it will take. */
const OTHERWISE = new Error("something else is to be done");

function goesOn(next: Next, beside: Watch["beside"]): next is Watch {
  return next.do === "watch" && next.beside === beside;
}

function verdictOf(next: Next, beside: Watch["beside"]): SharedVerdict<void> {
  if (!goesOn(next, beside)) return hasMade(next) ? made : { state: "failed", error: OTHERWISE };
  const { step, percent, how } = next;
  if (how === "unclear") return { state: "unclear", step };
  return how === "alone" ? { state: "pending", step, alone: true } : { state: "pending", step, percent };
}

const made = { state: "done", result: undefined } as const;

/** It is ready, or its job is over. */
function hasMade(next: Next): boolean {
  return next.do === "use" || next.do === "watch" || next.do === "search" || isCandidate(next);
}

function isCandidate(next: Next): boolean {
  return next.do === "ask" && next.question === "own tags";
}

/** What is odd about the list's answer its job has explained: nothing more is to be asked at once. */
function ofJob(verdict: SharedVerdict<void>): Verdict<void> {
  return verdict.state === "unclear" ? { state: "pending", step: verdict.step } : verdict;
}
