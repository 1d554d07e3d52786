import { InterruptedError, WaitTimeoutError } from "../../http/errors";
import type { CommonArgs } from "../../resources/resource";
import { showLooks } from "../../waiting/progress";
import { until } from "../../waiting/until";
import { claimOf } from "../marker";
import { markingOf } from "../marking";
import type { Run } from "../run";
import { withWayOut } from "../wayOut";
import { ask } from "./ask";
import { decide, type Next, type Rules } from "./decide";
import { wordsOf } from "./errors";
import { type Acquired, type Create, type Evidence, nextRound } from "./evidence";
import { lastLook } from "./lastLook";
import { sweep } from "./leftovers";
import { pauseBeforeNext, send } from "./send";

/** Asks and acts as `decide` says, until the cloud holds an image for us, or makes one. */
export async function begin<Args extends CommonArgs>(run: Run<Args>): Promise<Acquired> {
  const rules = rulesOf(run);
  const since = run.cloud.clock.now();
  let known: Evidence = { create: { state: "not sent" }, sentBefore: sentBefore(run) };
  for (;;) {
    const [next, then] = await rounds(run, known, rules);
    known = nextRound(then);
    if (next.do === "fail") throw next.error;
    if (next.do === "adopt") return adopted(run, next, then);
    if (next.do === "sweep") await sweep(run);
    if (next.do === "pass over") known = { ...known, passedOver: then.marked?.value.usable[0]?.id };
    if (next.do === "pause" && then.create.state === "busy")
      await pauseBeforeNext(run, since, then.create.error);
    if (next.do === "send") {
      const create = await send(run);
      if (create.state === "answered") return { handle: create.handle, facts: factsOf(then) };
      known = { ...known, create };
    }
  }
}

/** Asks what `decide` wants to know, round by round, until it wants anything but to wait. */
async function rounds<Args extends CommonArgs>(
  run: Run<Args>,
  before: Evidence,
  rules: Rules,
): Promise<readonly [Next, Evidence]> {
  const { cloud, deadline, ending, log } = run;
  const { create } = before;
  let known = before;
  try {
    const next = await until<Next>(
      async (pacing) => {
        if (pacing.turn !== undefined) known = nextRound(known);
        for (;;) {
          const next = decide(known, rules, cloud.clock.now());
          if (next.do === "wait") return { state: "pending", step: next.step };
          if (next.do !== "ask") return { state: "done", result: next };
          known = await ask(run, known, next.question, next.atOnce ? {} : pacing);
        }
      },
      { on: cloud, deadline, signal: ending, onLook: showLooks(log), patient: create.state === "lost" },
    );
    return [next, known];
  } catch (error) {
    if (create.state !== "lost") throw withWayOut(run, error);
    return [await unfound(run, known, create, error), known];
  }
}

/** The search for what a lost create has made ended early: after one last look, for what is in the state need not be found again. */
async function unfound<Args extends CommonArgs>(
  run: Run<Args>,
  { passedOver }: Evidence,
  { error: lost }: Create & { readonly state: "lost" },
  ended: unknown,
): Promise<Next> {
  if (ended instanceof WaitTimeoutError)
    return { do: "fail", error: new WaitTimeoutError(...wordsOf(lost, ended.message)) };
  if (!(ended instanceof InterruptedError) || lost instanceof InterruptedError) throw ended;
  const image = run.host.signal.aborted ? undefined : await lastLook(run, passedOver);
  if (image !== undefined) return { do: "adopt", image, why: "started" };
  const words = wordsOf(lost, `${ended.message}: the search for the image ended early`);
  return { do: "fail", error: new InterruptedError(...words) };
}

function adopted<Args extends CommonArgs>(
  { log }: Run<Args>,
  { image, why }: Next & { readonly do: "adopt" },
  known: Evidence,
): Acquired {
  const handle = { imageId: image.id };
  if (known.create.state === "lost") return { handle, facts: factsOf(known) }; // our own
  const story = why === "kept" ? "was kept when it was to be replaced" : "an earlier run has started";
  log.line(`goes on with image ${image.id}, which ${story}`);
  return why === "kept"
    ? { handle, facts: factsOf(known), keptClaim: claimOf(image) }
    : { handle, facts: {} };
}

function factsOf({ source }: Evidence): Acquired["facts"] {
  return source?.value.facts ?? {};
}

function rulesOf<Args extends CommonArgs>({ resource, marker, since, deadline }: Run<Args>): Rules {
  return {
    marker,
    listedWithinMs: markingOf(resource).listedWithinMs,
    looksAtSource: resource.source.look !== undefined,
    tagsComeLate: resource.mark === "tag",
    since,
    deadline,
  };
}

/** When an earlier run on this machine has sent this create. Where the clock was set back since, that is not known: it counts from now on. */
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
