import { openTimeout } from "../../http/openTimeout";
import { showProgress } from "../../polling/progress";
import { type Pacing, until } from "../../polling/until";
import type { CommonArgs } from "../../resources/resource";
import { findMarked, LAST_SEARCH_MS } from "../find/findMarked";
import { findUntagged } from "../find/findUntagged";
import type { Run } from "../operation/run";
import type { Target } from "./findAnswer";
import type { Answer } from "./learn";
import type { SharedEvidence } from "./sharedEvidence";

/** Round by round what may show an image that its job has not named, until something else is to be done. */
export function search<Args extends CommonArgs>(
  run: Run<Args>,
  target: Target,
  shared: SharedEvidence,
): Promise<void> {
  const { cloud, ending, log } = run;
  return until<void>(
    async (pacing) => {
      if (pacing.awaitTurn !== undefined) shared.add({ of: "round" });
      for (;;) {
        const { next } = shared;
        if (next.do === "wait") return { state: "pending", step: next.step };
        if (next.do !== "search") return { state: "done", result: undefined };
        // At once: without turns between the questions, in which an image may have been listed.
        shared.add(await searchOnce(run, target, next.question, next.atOnce ? {} : pacing));
      }
    },
    {
      on: cloud,
      get deadline() {
        return run.deadline;
      },
      signal: ending,
      onProgress: showProgress(log),
      patient: true,
    },
  );
}

async function searchOnce<Args extends CommonArgs>(
  run: Run<Args>,
  { marker, name }: Target,
  question: "marked" | "untagged",
  pacing: Pacing,
): Promise<Answer> {
  const options = { ...run.options, ...pacing };
  const when = { askedAt: run.cloud.clock.now(), paced: pacing.awaitTurn !== undefined };
  if (question === "untagged") {
    const value = await findUntagged({ ...run, args: { ...run.args, name }, options });
    return { of: "untagged", result: { ...when, value } };
  }
  const { image } = await findMarked(run, marker, options);
  return { of: "marked", result: { ...when, value: image } };
}

/** A wait that ends early: what is in the state need not be found again. */
export async function searchLast<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Target,
  shared: SharedEvidence,
): Promise<void> {
  const limit = openTimeout(LAST_SEARCH_MS);
  const deadline = run.cloud.clock.now() + LAST_SEARCH_MS;
  const options = { signal: limit.signal, deadline, errand: run.options.errand.as("claim") };
  const result = await findMarked(run, marker, options).catch(() => undefined);
  limit.close();
  shared.add({ of: "search", image: result?.image });
}
