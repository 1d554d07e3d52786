import type { Image } from "../../clouds/image";
import type { ConflictError } from "../../http/errors";
import { clockTime, timeOfDay } from "../../polling/progress";
import { waitsFor } from "../../polling/steps";
import { mayBeOurs } from "../find/findUntagged";
import type { Handle } from "../state/handle";
import { ambiguous, notListed, timeIsUp } from "./errors";
import type { Create, Evidence, MarkedImages, Question } from "./evidence";

/** What differs between resources, clouds and runs. */
export interface Rules {
  readonly marker: string;
  /** Whether the source can be read, and shows that an image is being made from it. */
  readonly readsSource: boolean;
  /** Whether an image may show its mark only when it is finished. */
  readonly tagsComeLate: boolean;
  /** How long a cloud may take to list an image that it has accepted. */
  readonly listedWithinMs: number;
  readonly since: number;
  readonly deadline: number;
}

/** On the way: more is to be known, or done to what is there. */
type Step =
  /** `atOnce`: without taking turns with what else asks this cloud. */
  | { readonly do: "ask"; readonly question: Question; readonly atOnce?: true }
  /** Until the next round. */
  | { readonly do: "wait"; readonly step: string }
  /** Delete what refused creates have left empty, then wait. */
  | { readonly do: "sweep"; readonly step: string }
  | { readonly do: "pass over"; readonly image: Image };

/** It is known what follows. */
export type Decided =
  | { readonly do: "send" }
  /** Between two creates, where the next create call is what asks the source next. */
  | { readonly do: "pause"; readonly busy: ConflictError }
  | { readonly do: "adopt"; readonly image: Image; readonly why: "found" | "started" | "retained" }
  | { readonly do: "end"; readonly handle: Handle }
  | { readonly do: "fail"; readonly error: Error };

export type Next = Step | Decided;

/**
 * How long an image may stay unfinished after its source is free: `active` shows a little before or after
 * (docs/vendors/openstack.md#how-an-export-goes).
 */
const ABANDONED_AFTER_MS = 60_000;

/**
 * What to do next about an image that is to be begun: the first row that holds. Pure and total. Each row takes for granted
 * that those above it do not hold, so that the last one, which sends the create, is reached only when every place that could
 * show an image of ours has been searched, and all of them in this round.
 */
export function decide(evidence: Evidence, rules: Rules, now: number): Next {
  const { create, marked, source } = evidence;

  if (create.state === "answered") return { do: "end", handle: create.handle };
  if (create.state === "refused") return { do: "fail", error: create.error };
  if (create.state === "busy" && !rules.readsSource) return { do: "pause", busy: create.error };

  // Ours comes before the source: an image that is listed late is still adopted, whatever has become of its source.
  if (marked === undefined) return ask("marked");
  const ours = candidates(evidence, marked);
  if (ours.length > 1) return several(evidence, rules, marked, ours);
  const [mine] = ours;
  if (create.state === "lost") return lost(evidence, rules, create, marked, mine);
  if (mine?.phase === "active") return adopt(mine, "started");

  if (!rules.readsSource) {
    // Nothing tells a stuck image from a slow one: it is never passed over.
    if (mine !== undefined) return adopt(mine, "started");
    return unseen(evidence, rules, marked, now);
  }

  if (source === undefined) return ask("source");
  if (source.state === "busy") {
    // Somebody else's export makes no image of ours: then the mark is of a create that is over, or not yet begun.
    if (mine !== undefined && source.making) return adopt(mine, "started");
    return wait(waitsFor.source(source.step));
  }
  if (mine !== undefined) {
    // Who wrote it has left it. Were it adopted, the replacement of a stuck image would adopt that very image.
    if (isAbandoned(evidence, marked)) return { do: "pass over", image: mine };
    return wait(`nothing works on it: image ${mine.id} is ${mine.status}`);
  }
  if (source.state === "unusable") return { do: "fail", error: source.error };
  return lastQuestions(evidence, rules, marked, now);
}

/** Images with our mark, but for those that are stuck; one that was, and is ready now, counts again unless a create followed. */
function candidates({ create, passedOver }: Evidence, { images }: MarkedImages): readonly Image[] {
  const isStuck = ({ id, phase }: Image) =>
    passedOver.includes(id) && (phase === "pending" || create.state === "lost");
  return images.filter((image) => !isStuck(image));
}

/** Two of them are never guessed between. But those that refused creates have left empty are no images, and can be told. */
function several(evidence: Evidence, rules: Rules, marked: MarkedImages, images: readonly Image[]): Next {
  const { create, source } = evidence;
  const error = ambiguous(rules.marker, images);

  // No later search resolves it, only somebody who deletes some.
  if (marked.empty === 0 || !rules.readsSource) return { do: "fail", error };
  // One of the empty ones may be what our own create is making.
  if (create.state === "lost") return { do: "fail", error };
  if (source === undefined) return ask("source");
  // An export begins with an empty image: it may be one of these.
  if (source.state === "busy") return wait(waitsFor.source(source.step));
  const step = `nothing works on them: ${error.message}`;
  if (isAbandoned(evidence, marked)) return { do: "sweep", step };
  return wait(step);
}

/** The source was free long before the image was searched for: what was being made then would be finished. */
function isAbandoned({ freeSince = Number.POSITIVE_INFINITY }: Evidence, { askedAt }: MarkedImages): boolean {
  return askedAt >= freeSince + ABANDONED_AFTER_MS;
}

/**
 * The answer of our own create was lost, or tells nothing: what it made is searched for, and it is never sent again. The next run
 * searches again before it sends.
 */
function lost(
  evidence: Evidence,
  rules: Rules,
  create: Create & { readonly state: "lost" },
  marked: MarkedImages,
  mine: Image | undefined,
): Next {
  const { untagged } = evidence;
  const listedBy = Math.min(create.at + rules.listedWithinMs, rules.deadline);

  if (mine !== undefined) return adopt(mine, "found");
  // When it is finished its tags say whose it is: one that may be ours is waited for as long as the operation lasts.
  if (rules.tagsComeLate && untagged === undefined) return ask("untagged");
  if (untagged) return wait(mayBeOurs(untagged));
  if (marked.askedAt < listedBy) return wait(waitsFor.listing(timeOfDay(listedBy)));
  // It may have been finished between two questions that took turns, and have been shown to neither.
  if (marked.paced) return ask("marked", { atOnce: true });
  return { do: "fail", error: notListed(create.error, "no such image was listed since") };
}

/** Where the source tells nothing, an image of ours may be there that no list shows, or shows without its mark. */
function unseen(evidence: Evidence, rules: Rules, marked: MarkedImages, now: number): Next {
  const { sentBefore = Number.NEGATIVE_INFINITY, untagged } = evidence;
  const listedBy = sentBefore + rules.listedWithinMs;

  // A crash right after a create leaves nothing but this machine's note of it.
  if (now < listedBy) return wait(`${waitsFor.listing(timeOfDay(listedBy))}: ${sentAgo(now - sentBefore)}`);
  // As above: its tags may come late.
  if (rules.tagsComeLate && untagged === undefined) return ask("untagged");
  if (untagged) return wait(mayBeOurs(untagged));
  return lastQuestions(evidence, rules, marked, now);
}

/** Nothing of ours has been seen and the source is free: before the create is sent, what could still speak against it. */
function lastQuestions(evidence: Evidence, rules: Rules, marked: MarkedImages, now: number): Next {
  const { retained, overlooked, preflighted } = evidence;

  // As above: it may have been finished between two questions.
  if (marked.paced) return ask("marked", { atOnce: true });
  if (retained === undefined) return ask("retained");
  if (retained) return adopt(retained, "retained");
  // One answer may lag, or be empty for once.
  if (overlooked === undefined) return ask("overlooked");
  if (overlooked) return adopt(overlooked, "started");
  if (preflighted === undefined) return ask("preflighted");
  // Nobody would wait for it.
  if (now >= rules.deadline) return { do: "fail", error: timeIsUp(now - rules.since) };
  return { do: "send" };
}

function ask(question: Question, how: { readonly atOnce?: true } = {}): Next {
  return { do: "ask", question, ...how };
}

function wait(step: string): Next {
  return { do: "wait", step };
}

function adopt(image: Image, why: "found" | "started" | "retained"): Next {
  return { do: "adopt", image, why };
}

/** A clock that was set back tells nothing of the past. */
function sentAgo(ms: number): string {
  return `an earlier run has sent this create ${clockTime(Math.max(0, ms))} ago`;
}
