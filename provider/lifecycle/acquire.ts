import type { Image } from "../clouds/image";
import { AmbiguousImageError, BusyError, ConflictError } from "../http/errors";
import type { CommonArgs, SourceState } from "../resources/resource";
import { clockTime, showLooks, timeOfDay } from "../waiting/progress";
import { nextDelay } from "../waiting/schedule";
import { until } from "../waiting/until";
import { acquireByUuid } from "./acquireByUuid";
import { foreseen } from "./bug";
import { fitting } from "./fitting";
import { type Handle, handleFrom } from "./handle";
import { inTime, withWayOut } from "./inTime";
import { keptImage } from "./keptImage";
import { leftovers, sweep, sweptAfter } from "./leftovers";
import { claimOf, markOf } from "./marker";
import { markingOf } from "./marking";
import { notPermitted } from "./notPermitted";
import { overlooked } from "./overlooked";
import { preflight } from "./preflight";
import { exclusively } from "./queue";
import type { Run } from "./run";
import { settle } from "./settle";
import { whoseItIs } from "./undecided";
import { ambiguity, unfinished } from "./unfinished";

export interface Acquired {
  readonly handle: Handle;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly keptClaim?: string | undefined;
}

/** How long an image may stay unfinished after its source is free: `active` shows a little before or after (§2.6). */
const ABANDONED_AFTER_MS = 60_000;

/**
 * An image of ours that an earlier run left unfinished, or else a new one: the only place where a create call
 * is sent. Creates from one source queue up here, because the cloud refuses the second.
 */
export function acquire<Args extends CommonArgs>(run: Run<Args>): Promise<Acquired> {
  return exclusively(run.cloud, run.resource.source.key(run.args), async () => {
    run.ending.throwIfAborted();
    inTime(run); // its turn may come too late
    if (run.resource.mark === "uuid") return acquireByUuid(run);
    const since = run.cloud.clock.now();
    let preflighted: Promise<void> | undefined;
    let passedOver: string | undefined;
    for (;;) {
      const found = await adoptOrFree(run, passedOver).catch((error: unknown) => {
        throw withWayOut(run, error);
      });
      if ("handle" in found) return found;
      const kept = await keptImage(run);
      if (kept !== undefined) {
        run.log.line(`goes on with image ${kept.id}, which was kept when it was to be replaced`);
        return { handle: { imageId: kept.id }, facts: found.facts, keptClaim: claimOf(kept) };
      }
      passedOver ??= found.passedOver;
      const ours = await overlooked(run, passedOver);
      if (ours !== undefined) return goOnWith(run, ours);
      preflighted ??= preflight(run); // once, however often the cloud is busy
      await preflighted;
      inTime(run);
      const started = await start(run, passedOver);
      if (!(started instanceof ConflictError)) return { handle: started, facts: found.facts };
      // Where the source cannot be looked at, the next create call is the next look.
      if (run.resource.source.look === undefined) await pause(run, since, started);
    }
  });
}

/** The source is free. `passedOver`: an unfinished image of ours that nothing works on any more. */
type Free = { readonly facts: Acquired["facts"]; readonly passedOver?: string | undefined };
type Found = Acquired | Free;

/**
 * Looks for an unfinished image of ours before every look at the source: one that is listed late is still adopted.
 * One that is pending while its source is free has been left by the service that wrote it: after some time it is
 * passed over, or the replacement of a stuck image would adopt that very image.
 */
async function adoptOrFree<Args extends CommonArgs>(
  run: Run<Args>,
  passedOver: string | undefined,
): Promise<Found> {
  const { cloud, resource, args, options, log } = run;
  let passedOverFrom: number | undefined;
  let waited = false;
  const found = await until<Found>(
    async (pacing) => {
      waited = pacing.turn !== undefined;
      const askedAt = cloud.clock.now();
      const paced = { ...run, options: { ...options, ...pacing } };
      const marked = await unfinished(paced, passedOver).catch(ambiguity);
      const several = marked instanceof AmbiguousImageError ? marked : undefined;
      if (several !== undefined && (await leftovers(paced)).length === 0) throw several;
      const mine = marked instanceof AmbiguousImageError ? undefined : marked;
      if (mine?.phase === "active") return adopt(mine);
      if (resource.source.look === undefined) {
        if (mine !== undefined) return adopt(mine);
        const doubt = notListedYet(run) ?? (await whoseItIs(paced));
        return doubt === undefined ? free : { state: "pending", step: doubt };
      }
      const source = await resource.source.look(cloud, args, paced.options);
      if (source.state === "busy") {
        return mine && source.making ? adopt(mine) : { state: "pending", step: `waits: ${source.step}` };
      }
      passedOverFrom ??= cloud.clock.now() + ABANDONED_AFTER_MS;
      // Refused creates of earlier runs have left them, or else nobody can tell.
      if (several !== undefined) {
        if (askedAt >= passedOverFrom) await sweep(run);
        return { state: "pending", step: `${several.message}, but nothing works on them` };
      }
      if (mine !== undefined && askedAt < passedOverFrom) {
        return { state: "pending", step: `image ${mine.id} is ${mine.status}, but nothing works on it` };
      }
      if (source.state === "unusable") return { state: "failed", error: source.error };
      return { state: "done", result: { facts: source.facts, passedOver: mine?.id } };
    },
    { on: cloud, deadline: run.deadline, signal: run.ending, onLook: showLooks(log) },
  );
  if ("handle" in found || !waited) return found;
  // Its requests took turns: what was finished between them was seen by none, and bears our mark now.
  const late = await unfinished(run, passedOver);
  const stuck = late?.id === found.passedOver && late?.phase === "pending";
  return late === undefined || stuck ? found : goOnWith(run, late);

  function adopt(image: Image): { state: "done"; result: Acquired } {
    return { state: "done", result: goOnWith(run, image) };
  }
}

function goOnWith<Args extends CommonArgs>({ log }: Run<Args>, { id }: Image): Acquired {
  log.line(`goes on with image ${id}, which an earlier run has started`);
  return { handle: { imageId: id }, facts: {} };
}

/** Words about a create that this machine has sent, and whose image the cloud need not list yet. */
function notListedYet<Args extends CommonArgs>(run: Run<Args>): string | undefined {
  const { cloud, host, marker, resource } = run;
  const now = cloud.clock.now();
  const sentAt = host.sentCreates.sentAt(marker) ?? Number.NEGATIVE_INFINITY;
  // The clock was set back since: how long ago it was is not known, so it counts from now on.
  if (sentAt > now) host.sentCreates.note(marker, now);
  const since = Math.max(0, now - sentAt);
  const { listedWithinMs } = markingOf(resource);
  return since < listedWithinMs
    ? `an earlier run has sent this create ${clockTime(since)} ago: looks for its image until ${timeOfDay(now - since + listedWithinMs)}`
    : undefined;
}

const free = { state: "done", result: { facts: {} } } as const;

/** Sends the create. A conflict when something else took the source first, which is waited for again. */
async function start<Args extends CommonArgs>(
  run: Run<Args>,
  passedOver: string | undefined,
): Promise<Handle | ConflictError> {
  const { cloud, resource, args, options, marker } = run;
  run.ending.throwIfAborted();
  await run.host.assertEngineLives();
  if (resource.source.look === undefined) run.host.sentCreates.note(marker, cloud.clock.now());
  try {
    return handleFrom(await resource.start(cloud, args, markOf(marker), options));
  } catch (thrown) {
    // A bug may have struck after the call was served.
    const refused = notPermitted(cloud, foreseen(thrown, run.log), resource.right, "run `pulumi up` again");
    const error = fitting(resource, refused);
    const isSwept = await sweptAfter(run, error);
    if (error.outcome === "unknown" && !isSwept) return settle(run, error, passedOver);
    run.host.sentCreates.forget(marker);
    if (error instanceof BusyError) return error;
    if (error instanceof ConflictError && (await isBusy(run))) return error;
    throw error;
  }
}

async function isBusy<Args extends CommonArgs>({
  resource,
  cloud,
  args,
  options,
}: Run<Args>): Promise<boolean> {
  const seen: SourceState | undefined = await resource.source.look?.(cloud, args, options);
  return seen?.state === "busy";
}

/** Between two creates, which cost the cloud more than a look. */
const BUSY_MS = 5_000;

async function pause<Args extends CommonArgs>(
  { cloud, deadline, ending, log }: Run<Args>,
  since: number,
  busy: ConflictError,
): Promise<void> {
  const elapsedMs = cloud.clock.now() - since;
  const delay = Math.max(BUSY_MS, nextDelay({ elapsedMs, progress: [] }));
  if (cloud.clock.now() + delay > deadline) throw busy;
  log.status(`waits: ${busy.message}`);
  await cloud.clock.sleep(delay, ending);
}
