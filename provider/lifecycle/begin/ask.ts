import type { Pacing } from "../../polling/until";
import type { CommonArgs } from "../../resources/resource";
import { nameless } from "../find/undecided";
import { markingOf } from "../marks/marking";
import type { Run } from "../operation/run";
import { preflight } from "../preflight/preflight";
import type { Evidence, Question } from "./evidence";
import { keptImage } from "./keptImage";
import { isEmpty } from "./leftovers";
import { overlooked } from "./overlooked";

/** What is known when a run begins: what this machine remembers, and nothing of the cloud. */
export function firstEvidence<Args extends CommonArgs>(run: Run<Args>): Evidence {
  return { create: { state: "not sent" }, sentBefore: sentBefore(run), passedOver: [], facts: {} };
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

/** Asks one question; resolves with what is known then. */
export async function ask<Args extends CommonArgs>(
  run: Run<Args>,
  known: Evidence,
  question: Question,
  pacing: Pacing,
): Promise<Evidence> {
  const { cloud, resource, args } = run;
  const options = { ...run.options, ...pacing };
  const askedAt = cloud.clock.now();
  switch (question) {
    case "marked": {
      const found = await markingOf(resource).find(cloud, run.marker, options);
      const usable = found.filter(({ phase }) => phase === "pending" || phase === "active");
      const empty = cloud.mayLeave === undefined ? 0 : usable.filter(isEmpty).length;
      return { ...known, marked: { usable, empty, askedAt, inTurn: pacing.awaitTurn !== undefined } };
    }
    case "nameless":
      return { ...known, nameless: (await nameless({ ...run, options })) ?? null };
    case "source": {
      const source = await resource.source.look?.(cloud, args, options);
      if (source === undefined) throw new TypeError("the source cannot be looked at");
      const freeSince = source.state === "busy" ? undefined : (known.freeSince ?? cloud.clock.now());
      return { ...known, source, freeSince, facts: source.facts };
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
