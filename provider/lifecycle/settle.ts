import {
  AmbiguousImageError,
  CloudError,
  type ErrorDetails,
  InterruptedError,
  WaitTimeoutError,
} from "../http/errors";
import { openLimit } from "../http/limit";
import type { CommonArgs } from "../resources/resource";
import { showLooks, timeOfDay } from "../waiting/progress";
import { until } from "../waiting/until";
import { BugError } from "./bug";
import type { Handle } from "./handle";
import { markingOf } from "./marking";
import { whyUnknown } from "./mayHaveBegun";
import type { Run } from "./run";
import { LAST_SEARCH_MS } from "./search";
import { whoseItIs } from "./undecided";
import { ambiguity, unfinished } from "./unfinished";

/**
 * The answer was lost, or tells nothing: the create is looked for by its mark, and never sent again. An image that may be
 * ours is waited for as long as the operation lasts. `passedOver`: one that was there before the create, and is not what it
 * made. A run that is to end ends the search: after one last look, for what is in the state need not be found again.
 */
export function settle<Args extends CommonArgs>(
  run: Run<Args>,
  lost: CloudError,
  passedOver: string | undefined,
): Promise<Handle> {
  const { cloud, ending, log, resource, deadline } = run;
  const listedBy = Math.min(cloud.clock.now() + markingOf(resource).listedWithinMs, deadline);
  log.line(`${whyUnknown(lost)}: looks until ${timeOfDay(listedBy)} whether the cloud has the image`);
  return until<Handle>(
    async (pacing) => {
      const askedAt = cloud.clock.now();
      const paced = { ...run, options: { ...run.options, ...pacing } };
      const mine = await unfinished(paced, passedOver).catch(ambiguity);
      if (mine instanceof AmbiguousImageError) return { state: "failed", error: mine };
      if (mine !== undefined) return { state: "done", result: { imageId: mine.id } };
      const doubt = await whoseItIs(paced);
      if (doubt !== undefined) return { state: "pending", step: doubt };
      if (askedAt < listedBy)
        return { state: "pending", step: `not listed, looks until ${timeOfDay(listedBy)}` };
      const late = await unfinished(run, passedOver).catch(ambiguity); // without turns between the questions
      if (late instanceof AmbiguousImageError) return { state: "failed", error: late };
      return late === undefined
        ? { state: "failed", error: new CloudError(...notListed(lost, "no such image was listed since")) }
        : { state: "done", result: { imageId: late.id } };
    },
    { on: cloud, deadline, signal: ending, onLook: showLooks(log), patient: true },
  ).catch(async (error: unknown) => {
    if (error instanceof WaitTimeoutError) throw new WaitTimeoutError(...notListed(lost, error.message));
    if (!(error instanceof InterruptedError) || lost instanceof InterruptedError) throw error;
    const imageId = run.host.signal.aborted ? undefined : await lastLook(run, passedOver);
    if (imageId !== undefined) return { imageId };
    throw new InterruptedError(...notListed(lost, `${error.message}: the search for the image ended early`));
  });
}

async function lastLook<Args extends CommonArgs>(
  run: Run<Args>,
  passedOver: string | undefined,
): Promise<string | undefined> {
  const limit = openLimit(LAST_SEARCH_MS, run.host.signal);
  const options = { signal: limit.signal, deadline: run.cloud.clock.now() + LAST_SEARCH_MS };
  try {
    return (await unfinished({ ...run, options }, passedOver).catch(() => undefined))?.id;
  } finally {
    limit.close();
  }
}

/** What the cloud said of the create comes first: of a search that finds nothing there is little to say. */
function notListed(lost: CloudError, since: string): [message: string, details: ErrorDetails] {
  const details = {
    outcome: "unknown",
    status: lost.status,
    code: lost.code,
    requestId: lost.requestId,
    hint: "run `pulumi up` again: it looks for the image before it sends anything",
    cause: lost,
  } as const;
  const why = lost instanceof BugError ? "" : `: ${whyUnknown(lost)}`;
  return [`${lost.message}; ${since}, and nothing was sent again${why}`, details];
}
