import type { Image } from "../../clouds/image";
import { ImageFailedError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import { markStrategy } from "../marks/markStrategy";
import type { Run } from "../operation/run";
import { withWayOut } from "../operation/withWayOut";
import type { Handle, Sent } from "../state/handle";
import type { Rules } from "./decide";
import { jobFailed } from "./errors";
import { type Evidence, nothingKnown } from "./evidence";
import { findAnswer, type Target } from "./findAnswer";
import { search, searchLast } from "./search";
import { type OnNews, SharedEvidence } from "./sharedEvidence";
import { watch } from "./watch";

interface Before extends Sent {
  readonly createdAt?: string | undefined;
  /** The state has it as `saving`. Default false. */
  readonly wasSaving?: boolean | undefined;
}

/**
 * Resolves with the image when it can be used: asks and waits as `decide` says. `onNews` gets what is known of it, as soon
 * as it is.
 */
export async function untilUsable<Args extends CommonArgs>(
  run: Run<Args>,
  handle: Handle,
  before: Before,
  onNews: OnNews,
): Promise<Image> {
  const rules = rulesFor(run, handle);
  const target: Target = { ...before, rules };
  const shared = new SharedEvidence(atFirst(run, handle, before, rules), rules, run.cloud.clock, onNews);
  let isFresh = handle.fresh === true;
  try {
    for (;;) {
      const { next } = shared;
      if (next.do === "use") return next.image;
      if (next.do === "fail") {
        if (next.nothingLeft) onNews(undefined);
        throw next.error;
      }
      if (next.do === "ask") shared.add(await findAnswer(run, target, shared.evidence, next.question));
      else if (next.do === "watch") {
        await watch(run, target, shared, next, isFresh);
        isFresh = false;
      } else await search(run, target, shared);
    }
  } catch (error) {
    if (error instanceof ImageFailedError) throw error;
    if (shared.evidence.imageId === undefined) await searchLast(run, target, shared);
    throw withWayOut(run, error);
  }
}

function atFirst<Args extends CommonArgs>(
  { cloud }: Run<Args>,
  { imageId, jobId }: Handle,
  { wasSaving = false }: Before,
  { isChosen }: Rules,
): Evidence {
  if (imageId === undefined && jobId === undefined) throw new Error("an image has an id or a job");
  // One whose id we chose has been seen, or it would not be known yet: of which no copy could be made, that is gone unseen.
  return { ...nothingKnown, since: cloud.clock.now(), imageId, jobId, wasSaving, isListed: isChosen };
}

function rulesFor<Args extends CommonArgs>(run: Run<Args>, { imageId, jobId = "" }: Handle): Rules {
  const { cloud, resource, args } = run;
  const { listedWithinMs } = markStrategy(resource);
  return {
    listedWithinMs,
    visibleWithinMs: cloud.visibleWithinMs ?? listedWithinMs,
    misses: cloud.visibleWithinMs === undefined ? 2 : 1, // one poll is enough where it reads what is so
    isChosen: resource.mark === "uuid" && imageId !== undefined,
    making: resource.making,
    wayOut: resource.source.wayOut?.(args, cloud.profile),
    lacksCopies: (image) => resource.incomplete?.(image, args) !== undefined,
    failedJob: (job) => jobFailed(resource, jobId, job),
  };
}
