import type { Image } from "../clouds/image";
import { ImageFailedError } from "../http/errors";
import type { CommonArgs } from "../resources/resource";
import { lookBeside } from "../waiting/beside";
import { showLooks } from "../waiting/progress";
import type { Verdict } from "../waiting/watch";
import { markingOf } from "./marking";
import { presence } from "./presence";
import type { Run } from "./run";
import { withWayOut } from "./wayOut";

/** How often the source is asked whether it still works on the image, where few are waited for; and how many few are. */
const SOURCE_LOOK_MS = 60_000;
const SOURCE_LOOKS_TOGETHER = 5;

export interface ActiveOptions {
  /** It may be active already. */
  readonly atOnce: boolean;
  /** An earlier look has shown it. Default false. */
  readonly listed?: boolean | undefined;
  /** Its create was just answered, so that how long it takes says something of others like it. Default false. */
  readonly fresh?: boolean | undefined;
  /** When the cloud began it, as far as a state tells. */
  readonly madeAt?: string | undefined;
  /** The state has it as `saving`. Default false. */
  readonly wasSaving?: boolean | undefined;
}

/**
 * Resolves with the image when it is active. `seen` gets what each look shows. One that is no longer shown is looked for
 * by every call before it is called gone; while that is not clear the wait goes on.
 */
export async function untilActive<Args extends CommonArgs>(
  run: Run<Args>,
  imageId: string,
  seen: (image: Image) => void,
  options: ActiveOptions,
): Promise<Image> {
  let asked = options;
  let { madeAt } = options;
  const show = (image: Image) => {
    madeAt = image.createdAt;
    seen(image);
  };
  try {
    for (;;) {
      const image = await untilActiveOrMissing(run, imageId, show, asked);
      if (image !== undefined) return image;
      const there = await isStillThere(run, imageId);
      asked = { atOnce: there, listed: true };
    }
  } catch (error) {
    if (!(error instanceof ImageFailedError)) throw withWayOut(run, error);
    throw await withNote(run, error, madeAt);
  }
}

/** Throws for one that is gone; false where that is not clear. */
async function isStillThere<Args extends CommonArgs>(
  { cloud, options, log }: Run<Args>,
  imageId: string,
): Promise<boolean> {
  const found = await presence(cloud, imageId, options, { log, since: cloud.clock.now() });
  if (found.state === "gone") throw gone(imageId);
  if (found.state === "doubtful") log.line(found.doubt.message);
  return found.state === "there";
}

async function untilActiveOrMissing<Args extends CommonArgs>(
  run: Run<Args>,
  imageId: string,
  seen: (image: Image) => void,
  { atOnce, listed = false, fresh = false, wasSaving = false }: ActiveOptions,
): Promise<Image | undefined> {
  const { cloud, deadline, host, log } = run;
  const over = new AbortController();
  const signal = AbortSignal.any([host.signal, over.signal]);
  const wayOut = run.resource.source.wayOut?.(run.args, cloud.profile);
  const { shownWithinMs = markingOf(run.resource).listedWithinMs } = cloud;
  // Where a look reads what is so, one that misses the image is enough to ask what became of it.
  const misses = cloud.shownWithinMs === undefined ? 2 : 1;
  const judge = judgeImage(seen, listed ? 0 : shownWithinMs, { wasSaving, wayOut, misses });
  const kind = fresh ? run.resource.type : undefined;
  const wait = cloud.images.wait({
    key: imageId,
    judge,
    kind,
    deadline,
    signal,
    atOnce,
    onLook: showLooks(log),
  });
  try {
    if (run.resource.source.look === undefined) return await wait;
    return await Promise.race([wait, sourceGaveUp(run, imageId, over.signal)]);
  } finally {
    over.abort();
    wait.catch(() => {}); // when the source gave up, the wait ends by the abort: nobody listens any more
  }
}

interface JudgeOptions {
  readonly wasSaving?: boolean;
  readonly wayOut?: string | undefined;
  readonly misses?: number;
}

/**
 * Judges looks at one image, which is first listed within `listedWithinMs` (0: it has been). One that is later not shown
 * by so many looks running is missing, which ends the wait without an image.
 */
export function judgeImage(
  seen: (image: Image) => void,
  listedWithinMs: number,
  { wasSaving = false, wayOut, misses = 2 }: JudgeOptions = {},
): (image: Image | undefined, elapsedMs: number) => Verdict<Image | undefined> {
  let listed = listedWithinMs === 0;
  let missing = 0;
  let saving = wasSaving;
  let queuedFrom: number | undefined;
  return (image, elapsedMs) => {
    if (image === undefined) {
      missing += 1;
      if (!listed && elapsedMs < listedWithinMs) return { state: "pending", step: "not listed yet" };
      if (missing < misses) return { state: "pending", step: "not listed" };
      return { state: "done", result: undefined };
    }
    listed = true;
    missing = 0;
    seen(image);
    if (image.phase === "active") return { state: "done", result: image };
    saving ||= image.status === "saving";
    queuedFrom = saving && image.status === "queued" ? (queuedFrom ?? elapsedMs) : undefined;
    if (queuedFrom !== undefined && elapsedMs - queuedFrom >= QUEUED_AGAIN_MS)
      return { state: "failed", error: thrownBack(image.id, wayOut) };
    if (image.phase === "pending") return { state: "pending", step: image.status };
    return { state: "failed", error: failed(image) };
  };
}

/** Glance takes what was written back when its writer breaks off. A writer that tries again does so at once. */
const QUEUED_AGAIN_MS = 60_000;

function thrownBack(imageId: string, wayOut: string | undefined): ImageFailedError {
  const hint = "the next `pulumi up` replaces it, when its source is free; nothing is deleted before";
  return new ImageFailedError(
    `image ${imageId} is queued again after it was being written: its export failed`,
    {
      outcome: "rejected",
      imageStatus: "error",
      hint: wayOut === undefined ? hint : `${hint}. Until then, ${wayOut}`,
    },
  );
}

export function gone(imageId: string): ImageFailedError {
  return new ImageFailedError(
    `the cloud no longer has image ${imageId}: its export failed, or it was deleted`,
    {
      outcome: "rejected",
      imageStatus: "deleted",
      hint: "the next `pulumi up` makes a new one",
    },
  );
}

function failed(image: Image): ImageFailedError {
  const hint =
    image.phase === "deactivated"
      ? "reactivate the image, or delete it; the next `pulumi up` goes on"
      : "the next `pulumi up` replaces it; nothing is deleted before";
  return new ImageFailedError(`the cloud reports image ${image.id} as ${image.status}`, {
    outcome: "rejected",
    hint,
  });
}

/**
 * Rejects when the source has twice been seen free and the image after that still unfinished: the service that
 * wrote the image died and left it (docs/vendors/openstack.md#how-an-export-goes). An image that cannot be
 * looked at is not judged.
 */
async function sourceGaveUp<Args extends CommonArgs>(
  run: Run<Args>,
  imageId: string,
  over: AbortSignal,
): Promise<never> {
  const { cloud, resource, args, deadline } = run;
  const { clock, images } = cloud;
  for (let free = 0; free < 2; ) {
    const spread = 1 + clock.random() * Math.min(4, (images.waiting - 1) / SOURCE_LOOKS_TOGETHER);
    await clock.sleep(SOURCE_LOOK_MS * spread, over).catch(() => new Promise<never>(() => {}));
    const source = await lookBeside(cloud, { deadline, signal: over }, async (options) =>
      resource.source.look?.(cloud, args, options),
    ).catch(() => undefined);
    free = source === undefined || source.state === "busy" ? 0 : free + 1;
    if (free === 2 && !(await isPending(run, imageId))) free = 0;
  }
  throw new ImageFailedError(`image ${imageId} is unfinished although nothing works on it any more`, {
    outcome: "rejected",
    imageStatus: "error",
    hint: "the next `pulumi up` replaces it; nothing is deleted before",
  });
}

async function isPending<Args extends CommonArgs>(
  { cloud, options }: Run<Args>,
  imageId: string,
): Promise<boolean> {
  const image = await cloud.showImage(imageId, options).catch(() => undefined);
  return image?.phase === "pending";
}

/** An older note is of another image. Without a time of the cloud's own, what came before this run is older. */
async function withNote<Args extends CommonArgs>(
  run: Run<Args>,
  error: ImageFailedError,
  madeAt: string | undefined,
): Promise<ImageFailedError> {
  const { resource, cloud, args, options } = run;
  const since = Date.parse(madeAt ?? "") || run.since;
  const note = await resource.source.note?.(cloud, args, since, options).catch(() => undefined);
  if (note === undefined) return error;
  const hint = `where that would happen again, mend it first; then ${error.hint ?? "up again"}`;
  return new ImageFailedError(`${error.message}; the cloud says: ${note}`, { ...error, hint, cause: error });
}
