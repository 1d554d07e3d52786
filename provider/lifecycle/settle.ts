import { AmbiguousImageError, CloudError, type ErrorDetails, WaitTimeoutError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { showLooks } from "../waiting/progress";
import { until } from "../waiting/until";
import { BugError } from "./bug";
import type { Handle } from "./handle";
import { markingOf } from "./marking";
import type { Run } from "./run";
import { whoseItIs } from "./undecided";
import { ambiguity, unfinished } from "./unfinished";

/**
 * The answer was lost: the create is looked for by its mark, and never sent again. An image that may be ours is waited for
 * as long as the operation lasts. `passedOver`: one that was there before the create, and is not what it made.
 */
export function settle<Args extends CommonArgs>(
  run: Run<Args>,
  lost: CloudError,
  passedOver: string | undefined,
): Promise<Handle> {
  const { cloud, host, log, resource, deadline } = run;
  const what = lost instanceof BugError ? lost.message : "the answer of the create call was lost";
  log.line(`${what}: looks whether the cloud has the image`);
  const listedBy = cloud.clock.now() + markingOf(resource).listedWithinMs;
  return until<Handle>(
    async (pacing) => {
      const askedAt = cloud.clock.now();
      const paced = { ...run, options: { ...run.options, ...pacing } };
      const mine = await unfinished(paced, passedOver).catch(ambiguity);
      if (mine instanceof AmbiguousImageError) return { state: "failed", error: mine };
      if (mine !== undefined) return { state: "done", result: { imageId: mine.id } };
      const doubt = await whoseItIs(paced);
      if (doubt !== undefined) return { state: "pending", step: doubt };
      if (askedAt < Math.min(listedBy, deadline)) return { state: "pending", step: "not listed" };
      const late = await unfinished(run, passedOver).catch(ambiguity); // without turns between the questions
      if (late instanceof AmbiguousImageError) return { state: "failed", error: late };
      return late === undefined
        ? { state: "failed", error: new CloudError(...notListed(lost, "no such image was listed since")) }
        : { state: "done", result: { imageId: late.id } };
    },
    { on: cloud, deadline, signal: host.signal, onLook: showLooks(log), patient: true },
  ).catch((error: unknown) => {
    if (!(error instanceof WaitTimeoutError)) throw error;
    throw new WaitTimeoutError(...notListed(lost, error.message));
  });
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
  return [`${lost.message}; ${since}, and nothing was sent again`, details];
}
