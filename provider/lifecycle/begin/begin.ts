import type { Image } from "../../clouds/image";
import { showProgress } from "../../polling/progress";
import { steps } from "../../polling/steps";
import { until } from "../../polling/until";
import type { CommonArgs } from "../../resources/resource";
import { goesOn } from "../find/findMarked";
import { claimOf } from "../marks/marker";
import { markStrategy } from "../marks/markStrategy";
import { during } from "../operation/operationLog";
import type { Run } from "../operation/run";
import { withWayOut } from "../operation/withWayOut";
import { type Decided, decide, type Next, type Rules } from "./decide";
import { type Acquired, type Evidence, nextRound, type Question } from "./evidence";
import { firstEvidence, gatherEvidence } from "./gatherEvidence";
import { sweep } from "./leftovers";
import { searchEnded } from "./searchEnded";
import { pause, send } from "./send";

/** Asks and acts as `decide` says, until the image is begun or cannot be. */
export async function begin<Args extends CommonArgs>(run: Run<Args>): Promise<Acquired> {
  const since = run.cloud.clock.now();
  const rules = rulesOf(run);
  let evidence = firstEvidence(run);
  for (;;) {
    const [next, then] = await untilDecided(run, evidence, rules);
    evidence = nextRound(then);
    if (next.do === "fail") throw next.error;
    if (next.do === "end") return { handle: next.handle, facts: evidence.facts };
    if (next.do === "adopt") return adopted(run, next, evidence);
    if (next.do === "pause") await pause(run, since, next.busy);
    if (next.do === "send") evidence = { ...evidence, create: await send(run) };
  }
}

function rulesOf<Args extends CommonArgs>(run: Run<Args>): Rules {
  const { resource, marker, since } = run;
  return {
    marker,
    readsSource: resource.source.read !== undefined,
    tagsComeLate: resource.mark === "tag",
    listedWithinMs: markStrategy(resource).listedWithinMs,
    since,
    get deadline() {
      return run.deadline;
    },
  };
}

/** Asks what `decide` wants to know, round by round: the first at once, the others on the schedule of all waits. */
async function untilDecided<Args extends CommonArgs>(
  run: Run<Args>,
  start: Evidence,
  rules: Rules,
): Promise<readonly [Decided, Evidence]> {
  const { cloud, ending, log } = run;
  // What the cloud has answered stands, although the time is up or the run is to end: only a wait would end with them.
  const already = decide(start, rules, cloud.clock.now());
  if (isDecided(already)) return [already, start];
  const lost = start.create.state === "lost" ? start.create.error : undefined;
  let evidence = start;
  const decided = until<Decided>(
    async (pacing) => {
      if (pacing.awaitTurn !== undefined) evidence = nextRound(evidence);
      for (;;) {
        const next = decide(evidence, rules, cloud.clock.now());
        if (isDecided(next)) return { state: "done", result: next };
        if (next.do === "ask") {
          const answer = gatherEvidence(run, evidence, next.question, next.atOnce ? {} : pacing);
          evidence = await during(log, STEPS[next.question] ?? steps.searching, answer);
        } else if (next.do === "pass over") evidence = passOver(evidence, next.image);
        else {
          if (next.do === "sweep") await sweep(run);
          return { state: "pending", step: next.step };
        }
      }
    },
    // What a lost create has made is at stake: no failing poll ends the search for it.
    {
      on: cloud,
      get deadline() {
        return run.deadline;
      },
      signal: ending,
      onProgress: showProgress(log),
      patient: lost !== undefined,
    },
  );
  try {
    return [await decided, evidence];
  } catch (error) {
    if (lost === undefined) throw withWayOut(run, error);
    return [await searchEnded(run, evidence, rules, lost, error), evidence];
  }
}

/** Other questions search. */
const STEPS: Partial<Record<Question, string>> = { source: steps.checking, preflighted: steps.checking };

function isDecided(next: Next): next is Decided {
  return !["ask", "wait", "sweep", "pass over"].includes(next.do);
}

function passOver(evidence: Evidence, { id }: Image): Evidence {
  return { ...evidence, passedOver: [...evidence.passedOver, id] };
}

function adopted<Args extends CommonArgs>(
  { log }: Run<Args>,
  { image, why }: Extract<Decided, { readonly do: "adopt" }>,
  { facts }: Evidence,
): Acquired {
  const handle = { imageId: image.id };
  if (why === "found") return { handle, facts }; // it is this very run's
  if (why === "started") {
    log.line(goesOn(`image ${image.id}`));
    return { handle, adopted: true, facts: {} };
  }
  log.line(`goes on with image ${image.id}, which was kept when it was to be replaced`);
  return { handle, adopted: true, facts, retainedClaim: claimOf(image) };
}
