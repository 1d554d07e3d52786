import type { CommonArgs } from "../../resources/resource";
import type { Pacing } from "../../waiting/until";
import { markingOf } from "../marking";
import { preflight } from "../preflight";
import type { Run } from "../run";
import { nameless } from "../undecided";
import type { Evidence, Question } from "./evidence";
import { keptImage } from "./keptImage";
import { isEmpty } from "./leftovers";
import { overlooked } from "./overlooked";

/** The answer to one question, added to what is known. */
export async function ask<Args extends CommonArgs>(
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
