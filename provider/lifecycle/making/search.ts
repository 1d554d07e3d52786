import { openLimit } from "../../http/openLimit";
import { showProgress } from "../../polling/progress";
import { type Pacing, until } from "../../polling/until";
import type { CommonArgs } from "../../resources/resource";
import { LAST_SEARCH_MS, marked } from "../find/marked";
import { nameless } from "../find/undecided";
import type { Run } from "../operation/run";
import type { Wanted } from "./ask";
import type { Known } from "./known";
import type { Heard } from "./learn";

/** Round by round what may show an image that its job has not named, until something else is to be done. */
export function search<Args extends CommonArgs>(run: Run<Args>, wanted: Wanted, known: Known): Promise<void> {
  const { cloud, deadline, ending, log } = run;
  return until<void>(
    async (pacing) => {
      if (pacing.awaitTurn !== undefined) known.hear({ of: "round" });
      for (;;) {
        const { next } = known;
        if (next.do === "wait") return { state: "pending", step: next.step };
        if (next.do !== "search") return { state: "done", result: undefined };
        // At once: without turns between the questions, in which an image may have been listed.
        known.hear(await look(run, wanted, next.question, next.atOnce ? {} : pacing));
      }
    },
    { on: cloud, deadline, signal: ending, onProgress: showProgress(log), patient: true },
  );
}

async function look<Args extends CommonArgs>(
  run: Run<Args>,
  { marker, name }: Wanted,
  question: "marked" | "nameless",
  pacing: Pacing,
): Promise<Heard> {
  const options = { ...run.options, ...pacing };
  const asked = { askedAt: run.cloud.clock.now(), inTurn: pacing.awaitTurn !== undefined };
  if (question === "nameless") {
    const value = await nameless({ ...run, args: { ...run.args, name }, options });
    return { of: "nameless", answer: { ...asked, value } };
  }
  const { image } = await marked(run, marker, options);
  return { of: "marked", answer: { ...asked, value: image } };
}

/** A wait that ends early: what is in the state need not be found again. */
export async function searchLast<Args extends CommonArgs>(
  run: Run<Args>,
  { marker }: Wanted,
  known: Known,
): Promise<void> {
  const limit = openLimit(LAST_SEARCH_MS);
  const options = { signal: limit.signal, deadline: run.cloud.clock.now() + LAST_SEARCH_MS };
  const found = await marked(run, marker, options).catch(() => undefined);
  limit.close();
  known.hear({ of: "search", image: found?.image });
}
