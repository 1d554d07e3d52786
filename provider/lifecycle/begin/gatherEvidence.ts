import type { Pacing } from "../../polling/until";
import type { CommonArgs } from "../../resources/resource";
import { findUntagged } from "../find/findUntagged";
import { markStrategy } from "../marks/markStrategy";
import { beforeAnything, type Run } from "../operation/run";
import { preflight } from "../preflight/preflight";
import type { Evidence, Question } from "./evidence";
import { isEmpty } from "./leftovers";
import { overlooked } from "./overlooked";
import { retainedImage } from "./retainedImage";

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
  if (resource.source.read !== undefined) return undefined;
  const now = cloud.clock.now();
  const at = host.sentCreates.sentAt(marker);
  if (at !== undefined && at > now) host.sentCreates.note(marker, now);
  return at === undefined ? undefined : Math.min(at, now);
}

/** Between two questions that queue, as between two that take turns, an image may be begun and finished. */
const TOGETHER_MS = 2_000;

/** Asks one question; resolves with what is known then. */
export async function gatherEvidence<Args extends CommonArgs>(
  run: Run<Args>,
  evidence: Evidence,
  question: Question,
  pacing: Pacing,
): Promise<Evidence> {
  const asking = evidence.create.state === "lost" ? run : beforeAnything(run);
  const now = await answered(asking, evidence, question, pacing);
  const { marked } = now;
  const isLate = marked !== undefined && run.cloud.clock.now() - marked.askedAt > TOGETHER_MS;
  const comparesWithIt = question === "source" || question === "untagged";
  return isLate && comparesWithIt ? { ...now, marked: { ...marked, paced: true } } : now;
}

async function answered<Args extends CommonArgs>(
  run: Run<Args>,
  evidence: Evidence,
  question: Question,
  pacing: Pacing,
): Promise<Evidence> {
  const { cloud, resource, args } = run;
  const options = { ...run.options, ...pacing };
  const now = cloud.clock.now();
  switch (question) {
    case "marked": {
      const marks = markStrategy(resource);
      const isFirst = evidence.create.state === "not sent" && pacing.awaitTurn === undefined;
      const all = isFirst
        ? await marks.findBefore(cloud, run.marker, run.options)
        : { images: await marks.find(cloud, run.marker, options), askedAt: now };
      const { askedAt } = all;
      const images = all.images.filter(({ phase }) => phase === "pending" || phase === "active");
      const empty = cloud.mayLeaveImage === undefined ? 0 : images.filter(isEmpty).length;
      return { ...evidence, marked: { images, empty, askedAt, paced: pacing.awaitTurn !== undefined } };
    }
    case "untagged":
      return { ...evidence, untagged: (await findUntagged({ ...run, options })) ?? null };
    case "source": {
      const source = await resource.source.read?.(cloud, args, options);
      if (source === undefined) throw new TypeError("the source cannot be looked at");
      const freeSince = source.state === "busy" ? undefined : (evidence.freeSince ?? cloud.clock.now());
      return { ...evidence, source, freeSince, facts: source.facts };
    }
    case "retained":
      return { ...evidence, retained: (await retainedImage(run)) ?? null };
    case "overlooked":
      return { ...evidence, overlooked: (await overlooked(run, evidence.passedOver)) ?? null };
    case "preflighted":
      await preflight(run);
      return { ...evidence, preflighted: true };
  }
}
