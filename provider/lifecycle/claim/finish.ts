import type { CloudLocation } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { ImageFailedError } from "../../http/errors";
import { clockTime } from "../../polling/progress";
import type { CommonArgs } from "../../resources/resource";
import { untilUsable } from "../making/untilUsable";
import { claimOf, isUnclaimed, userTags } from "../marks/marker";
import { describe, type Run, ranked } from "../operation/run";
import { withKept } from "../operation/withKept";
import { onWire, takeOverChange, wanted } from "../state/change";
import { type Handle, idOf } from "../state/handle";
import type { Props } from "../state/inputs";
import { type Outputs, type ResourceRecord, toOutputs } from "../state/record";
import { asNew } from "./asNew";
import { droppedTags, leftTags, unseenTags } from "./leftTags";
import { PartialFailureError } from "./partialFailureError";
import { refuseForeignClaim } from "./refuseForeignClaim";
import { refuseIncomplete } from "./refuseIncomplete";
import { takeOver } from "./takeOver";
import { unfinishedOutputs } from "./unfinishedOutputs";
import { untilSourceFree } from "./untilSourceFree";

/** An image that the cloud holds or makes for us, and what is known of it. */
export interface Begun {
  /** As it stands in the state, which an update cannot change. */
  readonly id?: string;
  readonly handle: Handle;
  /** The marker that its create call carried. */
  readonly marker: string;
  /** As last seen; undefined right after the create call. */
  readonly image?: Image | undefined;
  /** When the cloud began it, as the state has it. */
  readonly createdAt?: string | undefined;
  readonly wasSaving?: boolean | undefined;
  readonly location: CloudLocation;
  readonly facts: Props;
  readonly claim: string;
  /** On an image that was kept when it was to be replaced: it goes over to this claim. */
  readonly retainedClaim?: string | undefined;
  /** As recorded (leftTags.ts). */
  readonly leftTags?: readonly string[] | undefined;
  /** The user's tags as the state has them, where it does. */
  readonly seenTags?: Image["tags"] | undefined;
  /** Arguments of the last operation that succeeded: what was managed then. */
  readonly previous: Props;
  /** Takes the take-over of an image back that no state knows yet: absent where a state knows it. */
  readonly undo?: (image: Image) => Promise<void>;
  /** Called when the cloud lists the image, or has given it up. */
  readonly onListed?: () => void;
}

export interface Finished {
  readonly id: string;
  readonly outs: Outputs;
  readonly image: Image;
}

/**
 * From an image that the cloud holds to one that can be used: wait until it is usable and its source is free
 * again, then take it over. Whatever goes wrong on the way, the image stays in the state.
 */
export async function finish<Args extends CommonArgs>(acquired: Run<Args>, begun: Begun): Promise<Finished> {
  const run = ranked(acquired, "take-over");
  const { marker, previous, undo, onListed } = begun;
  let { handle, image } = begun;
  let nothingLeft = false;
  // What replaces counts from the moment the image is started; what is set in place only when it has been set.
  let record = recordOf(run, begun, { ...run.given, ...previous });
  try {
    if (image === undefined || isUnfinished(image)) {
      const sent = {
        marker,
        name: String(record.args.name),
        createdAt: begun.createdAt,
        wasSaving: begun.wasSaving,
      };
      image = await untilUsable(run, handle, sent, (imageId, seen) => {
        handle = { ...handle, imageId };
        nothingLeft = imageId === undefined;
        image = imageId === undefined ? undefined : (seen ?? image);
        if (imageId === undefined || seen !== undefined) onListed?.();
      });
      record = { ...record, facts: { ...record.facts, ...(await untilSourceFree(run)) } };
      await run.host.assertEngineLives();
      run.log.entry(`can be used after ${clockTime(run.cloud.clock.now() - run.since)}: image ${image.id}`);
    }
    const left = [...leftOn(run, begun, image), ...(await unseenOn(run, begun, image))];
    record = { ...record, leftTags: left };
    const desired = wanted(run.given, previous, run, await asNew(run, previous));
    const change = {
      ...takeOverChange(
        onWire(desired, run.resource.properties(run.cloud.profile)),
        image,
        run.marker,
        begun.claim,
        left,
      ),
      droppedTags: droppedTags(run.given, previous),
    };
    const ours = [undefined, begun.claim, begun.retainedClaim];
    await refuseForeignClaim(run, image, ours, ours.includes(claimOf(image)));
    image = await takeOver(run, image, change, undo);
    record = { ...record, args: run.given };
    await refuseIncomplete(run, handle, image);
    return { id: image.id, outs: toOutputs(run.resource, record, image), image };
  } catch (error) {
    // A new image of which the cloud has nothing left is not worth a place in the state.
    if (error instanceof ImageFailedError && undo !== undefined && nothingLeft) throw error;
    throw new PartialFailureError(describe(nameOf(handle), withKept(run, error), run.log), {
      id: begun.id ?? idOf(handle),
      properties: unfinishedOutputs(run, record, handle.imageId, image, error),
      cause: error,
    });
  } finally {
    run.log.status("");
    run.cloud.listings.forget(); // it may be newer than they are
  }
}

function nameOf({ imageId, jobId }: Handle): string {
  return imageId === undefined ? `job ${jobId}` : `image ${imageId}`;
}

/** Not usable yet, or never taken over: what commits a take-over goes last. */
function isUnfinished(image: Image): boolean {
  return image.phase !== "active" || isUnclaimed(image);
}

function recordOf<Args extends CommonArgs>(run: Run<Args>, begun: Begun, args: Props): ResourceRecord {
  const { location, facts, claim, handle, marker, image } = begun;
  const job = handle.jobId === undefined ? undefined : { id: handle.jobId, marker };
  const left = leftOn(run, begun, image);
  return { args, facts, location, profile: run.cloud.profile, claim, leftTags: left, job };
}

/** A new image has no tags but those that its create gave it: only one that a state knows has others. */
function leftOn<Args extends CommonArgs>(
  { given }: Run<Args>,
  { leftTags: before = [], previous, undo }: Begun,
  image: Image | undefined,
): readonly string[] {
  if (undo !== undefined || image === undefined) return before;
  return leftTags(before, { given, previous, tags: userTags(image.tags) });
}

async function unseenOn<Args extends CommonArgs>(
  run: Run<Args>,
  { seenTags: seen, previous }: Begun,
  image: Image,
): Promise<readonly string[]> {
  return seen === undefined ? [] : unseenTags(run, { seen, previous, image });
}
