import type { Image } from "../../clouds/image";
import { clockTime, timeOfDay } from "../../waiting/progress";
import { notListed, severalMarked, timeIsUp } from "./errors";
import type { Create, Evidence, Question } from "./evidence";

/** What differs between resources and clouds. */
export interface Rules {
  readonly marker: string;
  /** Whether the source shows that an image is being made from it. */
  readonly looksAtSource: boolean;
  /** Whether unfinished images of our name may be ours although they show no mark. */
  readonly tagsComeLate: boolean;
  /** How long after a create its image may be missing from the lists. Milliseconds. */
  readonly listedWithinMs: number;
  /** When the operation began, and when it has to end. Milliseconds since the epoch. */
  readonly since: number;
  readonly deadline: number;
}

export type Next =
  /** `atOnce`: in one request, that waits for no turn among other polls. */
  | { readonly do: "ask"; readonly question: Question; readonly atOnce?: boolean }
  | { readonly do: "wait"; readonly step: string }
  | { readonly do: "sweep" | "pass over" | "send" | "pause" }
  | { readonly do: "adopt"; readonly image: Image; readonly why: "started" | "kept" }
  | { readonly do: "fail"; readonly error: Error };

/**
 * How long an unfinished image may stand beside a free source before it counts as abandoned: the image shows that it is
 * finished a little before or after its source does (api-openstack §2.6).
 */
const ABANDONED_AFTER_MS = 60_000;

/**
 * The beginning of a create: what to do next, by what is known. The first row that holds decides. The aim is one image for
 * each resource, whatever died before or dies now; so `send` is the last row, and each row above it is a reason why another
 * create could make a second image, or none at all.
 */
export function decide(known: Evidence, rules: Rules, now: number): Next {
  const { create, marked, source } = known;
  // The cloud has answered our create.
  if (create.state === "refused") return { do: "fail", error: create.error };
  if (create.state === "busy" && !rules.looksAtSource) return { do: "pause" };
  // What bears our mark was made by an earlier run of this resource: it is adopted. Two of them are for people to tell apart.
  if (marked === undefined) return { do: "ask", question: "marked" };
  const [mine, ...others] = marked.value.usable.filter(({ id }) => id !== known.passedOver);
  if (others.length > 0) return several(known, rules, now);
  if (mine?.phase === "active") return { do: "adopt", image: mine, why: "started" };
  // Where only the mark can tell what became of a create, its image is waited for as long as the cloud may hide it.
  if (create.state === "lost") return afterLostAnswer(known, create, rules, mine);
  if (!rules.looksAtSource && mine !== undefined) return { do: "adopt", image: mine, why: "started" };
  if (!rules.looksAtSource) return notListedYet(known, rules, now) ?? nothingOfOurs(known, rules, now);
  // Where the source shows who works on it, an unfinished image is adopted only while something does: one that nothing
  // works on would never be finished, and each later run would adopt it again.
  if (source === undefined) return { do: "ask", question: "source" };
  const { value: seen } = source;
  if (mine !== undefined && seen.state === "busy" && seen.making)
    return { do: "adopt", image: mine, why: "started" };
  if (seen.state === "busy") return { do: "wait", step: `waits: ${seen.step}` };
  if (mine !== undefined && isAbandoned(known, marked.askedAt)) return { do: "pass over" };
  if (mine !== undefined)
    return { do: "wait", step: `image ${mine.id} is ${mine.status}, but nothing works on it` };
  if (seen.state === "unusable") return { do: "fail", error: seen.error };
  return nothingOfOurs(known, rules, now);
}

/** Refused creates of earlier runs have left empty ones, which are swept; or else nobody can tell which is the one. */
function several(known: Evidence, rules: Rules, now: number): Next {
  const { marked, source, create } = known;
  const { usable = [], empty = [] } = marked?.value ?? {};
  const error = severalMarked(
    rules.marker,
    usable.filter(({ id }) => id !== known.passedOver),
  );
  if (create.state === "lost") return { do: "fail", error };
  if (empty.length === 0) return { do: "fail", error };
  // An empty image may be one whose data is only about to be written: the source would show that.
  if (!rules.looksAtSource) return { do: "fail", error };
  if (source === undefined) return { do: "ask", question: "source" };
  if (source.value.state === "busy") return { do: "wait", step: `waits: ${source.value.step}` };
  if (isAbandoned(known, marked?.askedAt ?? now) && now > (marked?.askedAt ?? now)) return { do: "sweep" };
  return { do: "wait", step: `${error.message}, but nothing works on them` };
}

/** The answer of our own create was lost: what it has made is looked for, and it is never sent again. */
function afterLostAnswer(
  { marked, nameless }: Evidence,
  { at, error }: Create & { readonly state: "lost" },
  { listedWithinMs, deadline, tagsComeLate }: Rules,
  mine: Image | undefined,
): Next {
  const until = Math.min(at + listedWithinMs, deadline);
  if (mine !== undefined) return { do: "adopt", image: mine, why: "started" };
  if (tagsComeLate && nameless === undefined) return { do: "ask", question: "nameless" };
  if (nameless?.value !== undefined) return { do: "wait", step: mayBeOurs(nameless.value) };
  if (marked !== undefined && marked.askedAt < until)
    return { do: "wait", step: `not listed, looks until ${timeOfDay(until)}` };
  // Its requests took turns: what was listed between them was seen by none.
  if (marked?.inTurn) return { do: "ask", question: "marked", atOnce: true };
  return { do: "fail", error: notListed(error, "no such image was listed since") };
}

/** An image of ours that need not be listed yet, or that need not show its mark. */
function notListedYet(known: Evidence, rules: Rules, now: number): Next | undefined {
  const { sentBefore = Number.NEGATIVE_INFINITY, nameless } = known;
  const until = sentBefore + rules.listedWithinMs;
  if (now < until) {
    const ago = clockTime(now - sentBefore);
    const step = `an earlier run has sent this create ${ago} ago: looks for its image until ${timeOfDay(until)}`;
    return { do: "wait", step };
  }
  if (rules.tagsComeLate && nameless === undefined) return { do: "ask", question: "nameless" };
  return nameless?.value && { do: "wait", step: mayBeOurs(nameless.value) };
}

/** Before anything is sent, everything that could still show an image of ours is asked, and what speaks against the create. */
function nothingOfOurs({ marked, ...known }: Evidence, rules: Rules, now: number): Next {
  const { kept, overlooked, preflighted } = known;
  // Its requests took turns: what was listed between them was seen by none.
  if (marked?.inTurn) return { do: "ask", question: "marked", atOnce: true };
  if (kept === undefined) return { do: "ask", question: "kept" };
  if (kept !== null) return { do: "adopt", image: kept, why: "kept" };
  if (overlooked === undefined) return { do: "ask", question: "overlooked" };
  if (overlooked !== null) return { do: "adopt", image: overlooked, why: "started" };
  if (preflighted === undefined) return { do: "ask", question: "preflighted" };
  // A create that is sent now is one that nobody waits for.
  if (now >= rules.deadline) return { do: "fail", error: timeIsUp(now - rules.since) };
  return { do: "send" };
}

function isAbandoned({ freeSince }: Evidence, at: number): boolean {
  return freeSince !== undefined && at >= freeSince + ABANDONED_AFTER_MS;
}

function mayBeOurs({ id, status }: Image): string {
  return `image ${id} of the same name and source is ${status}: it may be ours`;
}
