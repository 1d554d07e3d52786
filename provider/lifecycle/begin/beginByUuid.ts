import type { Image } from "../../clouds/image";
import { CloudError, type ImageFailedError } from "../../http/errors";
import { steps } from "../../polling/steps";
import type { CommonArgs } from "../../resources/resource";
import { templatesOf } from "../../resources/templatesOf";
import { goesOn } from "../find/findMarked";
import { imageIn, presence } from "../find/presence";
import { claimInTags } from "../marks/marker";
import { jobUuid, MOST_GENERATIONS, templateUuid } from "../marks/templateUuid";
import { during } from "../operation/operationLog";
import { beforeAnything, type Run } from "../operation/run";
import { preflight } from "../preflight/preflight";
import { timeIsUp } from "./errors";
import type { Acquired } from "./evidence";
import { sendByUuid } from "./sendByUuid";

/** How many internal errors that do not say what is wrong one run takes for uuids that were used before. */
const MOST_UNEXPLAINED = 7;

/**
 * A template of ours that an earlier run left unfinished, or else a new one. Where the caller chooses the image's uuid
 * and the job's, a repeated create makes nothing twice: so nothing has to be searched for before it is sent, and a uuid
 * that turns out to be used up is followed by the next one (docs/vendors/zstack.md#uuids-chosen-by-the-caller). None is
 * skipped: the first uuid that was never used is the same for every run, so that two runs never make two templates.
 */
export async function beginByUuid<Args extends CommonArgs>(run: Run<Args>): Promise<Acquired> {
  const { cloud, marker, log } = run;
  const asking = beforeAnything(run);
  const uuids = Array.from({ length: MOST_GENERATIONS }, (_, generation) => templateUuid(marker, generation));
  const existing = await during(log, steps.searching, templatesOf(cloud).existing(uuids, asking.options));
  const mine = await unclaimed(
    asking,
    existing.flatMap(({ uuid, deleted }) => (deleted ? [] : [uuid])),
  );
  if (mine !== undefined) {
    log.line(goesOn(`template ${mine.id}`));
    return { handle: { imageId: mine.id, jobId: jobUuid(mine.id) }, adopted: true, facts: {} };
  }
  await during(log, steps.checking, preflight(asking));
  if (cloud.clock.now() >= run.deadline) throw timeIsUp(cloud.clock.now() - run.since);
  let unexplained = 0;
  for (const uuid of uuids.slice(1 + Math.max(-1, ...existing.map(({ uuid }) => uuids.indexOf(uuid))))) {
    const begun = await sendByUuid(run, uuid);
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
    if (seen.state === "unclear") throw seen.error;
    const image = imageIn(seen);
    if (image === undefined || (image.phase !== "pending" && image.phase !== "active")) continue;
    if (claimInTags(await cloud.exactTags(image, options)) === undefined) return image;
  }
  return undefined;
}

function stillFails(error: ImageFailedError): ImageFailedError {
  return error.with({
    hint: `ZStack has answered ${MOST_UNEXPLAINED} creates like this: look into the log of its management node. If it is about a duplicate key, give the resource another name in the program`,
  });
}
