import type { Image } from "../../clouds/image";
import { ImageFailedError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import { markingOf } from "../marks/marking";
import type { Run } from "../operation/run";
import { withWayOut } from "../operation/withWayOut";
import type { Handle, Sent } from "../state/handle";
import { ask, type Wanted } from "./ask";
import type { Rules } from "./decide";
import { jobFailed } from "./errors";
import { type Evidence, nothingKnown } from "./evidence";
import { type Found, Known } from "./known";
import { search, searchLast } from "./search";
import { watch } from "./watch";

interface Before extends Sent {
  readonly madeAt?: string | undefined;
  /** The state has it as `saving`. Default false. */
  readonly wasSaving?: boolean | undefined;
}

/** Resolves with the image when it can be used: asks and waits as `decide` says. `found` gets what is known of it, as soon as it is. */
export async function untilUsable<Args extends CommonArgs>(
  run: Run<Args>,
  handle: Handle,
  before: Before,
  found: Found,
): Promise<Image> {
  const rules = rulesFor(run, handle);
  const wanted: Wanted = { ...before, rules };
  const known = new Known(atFirst(run, handle, before, rules), rules, run.cloud.clock, found);
  let isFresh = handle.fresh === true;
  try {
    for (;;) {
      const { next } = known;
      if (next.do === "use") return next.image;
      if (next.do === "fail") {
        if (next.nothingLeft) found(undefined);
        throw next.error;
      }
      if (next.do === "ask") known.hear(await ask(run, wanted, known.evidence, next.question));
      else if (next.do === "watch") {
        await watch(run, wanted, known, next, isFresh);
        isFresh = false;
      } else await search(run, wanted, known);
    }
  } catch (error) {
    if (error instanceof ImageFailedError) throw error;
    if (known.evidence.imageId === undefined) await searchLast(run, wanted, known);
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
  const { listedWithinMs } = markingOf(resource);
  return {
    listedWithinMs,
    shownWithinMs: cloud.shownWithinMs ?? listedWithinMs,
    misses: cloud.shownWithinMs === undefined ? 2 : 1, // one look is enough where it reads what is so
    isChosen: resource.mark === "uuid" && imageId !== undefined,
    wayOut: resource.source.wayOut?.(args, cloud.profile),
    lacksCopies: (image) => resource.incomplete?.(image, args) !== undefined,
    failedJob: (job) => jobFailed(resource, jobId, job),
  };
}
