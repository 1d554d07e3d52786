import type { Image } from "../../clouds/image";
import {
  BusyError,
  type CloudError,
  ConflictError,
  InterruptedError,
  WaitTimeoutError,
} from "../../http/errors";
import { openLimit } from "../../http/limit";
import type { CommonArgs } from "../../resources/resource";
import { showLooks, timeOfDay } from "../../waiting/progress";
import { nextDelay } from "../../waiting/schedule";
import { type Pacing, until } from "../../waiting/until";
import { foreseen } from "../bug";
import { fitting } from "../fitting";
import { type Handle, handleFrom } from "../handle";
import { withWayOut } from "../inTime";
import { keptImage } from "../keptImage";
import { isEmpty, sweep, sweptAfter } from "../leftovers";
import { claimOf, markOf } from "../marker";
import { markingOf } from "../marking";
import { whyUnknown } from "../mayHaveBegun";
import { notPermitted } from "../notPermitted";
import { overlooked } from "../overlooked";
import { preflight } from "../preflight";
import type { Run } from "../run";
import { LAST_SEARCH_MS } from "../search";
import { nameless } from "../undecided";
import { decide, type Next, type Rules } from "./decide";
import { wordsOf } from "./errors";
import { type Create, type Evidence, nextRound, type Question } from "./evidence";

export interface Begun {
  readonly handle: Handle;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly keptClaim?: string | undefined;
}

/** Asks and acts as `decide` says, until the cloud holds an image for us, or makes one. */
export async function begin<Args extends CommonArgs>(run: Run<Args>): Promise<Begun> {
  const { cloud, resource, host, marker, log } = run;
  const { listedWithinMs } = markingOf(resource);
  const rules: Rules = {
    marker,
    listedWithinMs,
    looksAtSource: resource.source.look !== undefined,
    tagsComeLate: resource.mark === "tag",
    since: run.since,
    deadline: run.deadline,
  };
  const since = cloud.clock.now();
  let known: Evidence = { create: { state: "not sent" }, sentBefore: sentBefore(run) };
  for (;;) {
    const [next, then] = await rounds(run, known, rules);
    known = then;
    const { create } = known;
    if (next.do === "fail") throw next.error;
    if (next.do === "go on") {
      if (create.state === "lost") return { handle: { imageId: next.image.id }, facts: factsOf(known) };
      const why = next.why === "kept" ? "was kept when it was to be replaced" : "an earlier run has started";
      log.line(`goes on with image ${next.image.id}, which ${why}`);
      const keptClaim = next.why === "kept" ? claimOf(next.image) : undefined;
      return {
        handle: { imageId: next.image.id },
        facts: next.why === "kept" ? factsOf(known) : {},
        keptClaim,
      };
    }
    if (next.do === "sweep") await sweep(run);
    if (next.do === "pass over") known = { ...known, passedOver: known.marked?.value.usable[0]?.id };
    if (next.do === "pause" && create.state === "busy") await pause(run, since, create.error);
    if (next.do === "send") {
      const sent = await send(run);
      if (sent.state === "answered") return { handle: sent.handle, facts: factsOf(known) };
      known = { ...nextRound(known), create: sent };
      continue;
    }
    known = nextRound(known);
  }
}

/** Asks what `decide` wants to know, round by round, until it wants anything but to wait. */
async function rounds<Args extends CommonArgs>(
  run: Run<Args>,
  before: Evidence,
  rules: Rules,
): Promise<readonly [Next, Evidence]> {
  const { cloud, deadline, ending, log } = run;
  const isLost = before.create.state === "lost";
  let known = before;
  const waits = until<Next>(
    async (pacing) => {
      if (pacing.turn !== undefined) known = nextRound(known);
      for (;;) {
        const next = decide(known, rules, cloud.clock.now());
        if (next.do === "wait") return { state: "pending", step: next.step };
        if (next.do !== "ask") return { state: "done", result: next };
        known = await learn(run, known, next.question, next.atOnce ? {} : pacing);
      }
    },
    { on: cloud, deadline, signal: ending, onLook: showLooks(log), patient: isLost },
  );
  try {
    return [await waits, known];
  } catch (error) {
    if (before.create.state !== "lost") throw withWayOut(run, error);
    return [await unfound(run, known, before.create.error, error), known];
  }
}

/** One question's answer, added to what is known. */
async function learn<Args extends CommonArgs>(
  run: Run<Args>,
  known: Evidence,
  question: Question,
  pacing: Pacing,
): Promise<Evidence> {
  const { cloud, resource, args } = run;
  const options = { ...run.options, ...pacing };
  const paced = { ...run, options };
  const asked = { askedAt: cloud.clock.now(), inTurn: pacing.turn !== undefined };
  switch (question) {
    case "marked": {
      const found = await markingOf(resource).find(cloud, run.marker, options);
      const usable = found.filter(({ phase }) => phase === "pending" || phase === "active");
      const empty = cloud.mayLeave === undefined ? [] : found.filter(isEmpty);
      return { ...known, marked: { ...asked, value: { usable, empty } } };
    }
    case "nameless":
      return { ...known, nameless: { ...asked, value: await nameless(paced) } };
    case "source": {
      const value = await resource.source.look?.(cloud, args, options);
      if (value === undefined) throw new TypeError("the source cannot be looked at");
      const freeSince = value.state === "busy" ? known.freeSince : (known.freeSince ?? cloud.clock.now());
      return { ...known, source: { ...asked, value }, freeSince };
    }
    case "kept":
      return { ...known, kept: (await keptImage(run)) ?? null };
    case "overlooked":
      return { ...known, overlooked: (await overlooked(run, known.passedOver)) ?? null };
    case "preflighted":
      await preflight(run);
      return { ...known, preflighted: true };
  }
}

/** The one create call. */
async function send<Args extends CommonArgs>(run: Run<Args>): Promise<Create> {
  const { cloud, resource, args, options, marker, host, log } = run;
  run.ending.throwIfAborted();
  await host.assertEngineLives();
  if (resource.source.look === undefined) host.sentCreates.note(marker, cloud.clock.now());
  try {
    return {
      state: "answered",
      handle: handleFrom(await resource.start(cloud, args, markOf(marker), options)),
    };
  } catch (thrown) {
    // A bug may have struck after the call was served.
    const refused = notPermitted(cloud, foreseen(thrown, log), resource.right, "run `pulumi up` again");
    const error = fitting(resource, refused);
    const isSwept = await sweptAfter(run, error);
    if (error.outcome === "unknown" && !isSwept) {
      const at = cloud.clock.now();
      const until = Math.min(at + markingOf(resource).listedWithinMs, run.deadline);
      log.line(`${whyUnknown(error)}: looks until ${timeOfDay(until)} whether the cloud has the image`);
      return { state: "lost", error, at };
    }
    host.sentCreates.forget(marker);
    const isBusy = async () => (await resource.source.look?.(cloud, args, options))?.state === "busy";
    if (error instanceof BusyError || (error instanceof ConflictError && (await isBusy())))
      return { state: "busy", error };
    return { state: "refused", error };
  }
}

/** The search for what a lost create has made ended early: after one last look, for what is in the state need not be found again. */
async function unfound<Args extends CommonArgs>(
  run: Run<Args>,
  { passedOver }: Evidence,
  lost: CloudError,
  error: unknown,
): Promise<Next> {
  if (error instanceof WaitTimeoutError)
    return { do: "fail", error: new WaitTimeoutError(...wordsOf(lost, error.message)) };
  if (!(error instanceof InterruptedError) || lost instanceof InterruptedError) throw error;
  const image = run.host.signal.aborted ? undefined : await lastLook(run, passedOver);
  if (image !== undefined) return { do: "go on", image, why: "started" };
  const words = wordsOf(lost, `${error.message}: the search for the image ended early`);
  return { do: "fail", error: new InterruptedError(...words) };
}

async function lastLook<Args extends CommonArgs>(
  { cloud, resource, marker, host }: Run<Args>,
  passedOver: string | undefined,
): Promise<Image | undefined> {
  const limit = openLimit(LAST_SEARCH_MS, host.signal);
  const options = { signal: limit.signal, deadline: cloud.clock.now() + LAST_SEARCH_MS };
  try {
    const found = await markingOf(resource)
      .find(cloud, marker, options)
      .catch(() => []);
    const usable = found.filter(
      ({ id, phase }) => id !== passedOver && (phase === "pending" || phase === "active"),
    );
    return usable.length === 1 ? usable[0] : undefined;
  } finally {
    limit.close();
  }
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

/** Of a clock that was set back since, how long ago it was is not known: it counts from now on. */
function sentBefore<Args extends CommonArgs>({
  cloud,
  host,
  marker,
  resource,
}: Run<Args>): number | undefined {
  if (resource.source.look !== undefined) return undefined;
  const now = cloud.clock.now();
  const at = host.sentCreates.sentAt(marker);
  if (at !== undefined && at > now) host.sentCreates.note(marker, now);
  return at === undefined ? undefined : Math.min(at, now);
}

function factsOf({ source }: Evidence): Begun["facts"] {
  return source?.value.facts ?? {};
}
