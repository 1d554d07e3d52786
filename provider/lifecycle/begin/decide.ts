import type { Image } from "../../clouds/image";
import { AmbiguousImageError } from "../../http/errors";
import { clockTime, timeOfDay } from "../../waiting/progress";
import { notListed, timeIsUp } from "./errors";
import type { Evidence, Question } from "./evidence";

/** What differs between resources and clouds. */
export interface Rules {
  readonly marker: string;
  /** Whether the source shows that an image is being made from it. */
  readonly looksAtSource: boolean;
  /** Whether unfinished images of our name may be ours although they show no mark. */
  readonly tagsComeLate: boolean;
  readonly listedWithinMs: number;
  readonly since: number;
  readonly deadline: number;
}

export type Next =
  | { readonly do: "ask"; readonly question: Question; readonly atOnce?: boolean }
  | { readonly do: "wait"; readonly step: string }
  | { readonly do: "sweep" | "pass over" | "send" | "pause" }
  | { readonly do: "go on"; readonly image: Image; readonly why: "started" | "kept" }
  | { readonly do: "fail"; readonly error: Error };

/** How long an image may stay unfinished after its source is free: `active` shows a little before or after (§2.6). */
const ABANDONED_AFTER_MS = 60_000;

/** What to do next about an image that is to be begun: the first row that holds. */
export function decide(known: Evidence, rules: Rules, now: number): Next {
  const { create, marked, source } = known;
  if (create.state === "refused") return { do: "fail", error: create.error };
  if (create.state === "busy" && !rules.looksAtSource) return { do: "pause" };
  if (marked === undefined) return { do: "ask", question: "marked" };
  const [mine, ...others] = marked.value.usable.filter(({ id }) => id !== known.passedOver);
  if (mine !== undefined && others.length > 0) return several(known, rules, [mine, ...others], now);
  if (mine?.phase === "active") return { do: "go on", image: mine, why: "started" };
  if (create.state === "lost") return lost(known, rules, mine);
  if (!rules.looksAtSource) {
    if (mine !== undefined) return { do: "go on", image: mine, why: "started" };
    return unlisted(known, rules, now) ?? nothingThere(known, rules, now);
  }
  if (source === undefined) return { do: "ask", question: "source" };
  const { value: seen } = source;
  if (seen.state === "busy") {
    if (mine !== undefined && seen.making) return { do: "go on", image: mine, why: "started" };
    return { do: "wait", step: `waits: ${seen.step}` };
  }
  if (mine !== undefined) {
    if (isAbandoned(known, marked.askedAt)) return { do: "pass over" };
    return { do: "wait", step: `image ${mine.id} is ${mine.status}, but nothing works on it` };
  }
  if (seen.state === "unusable") return { do: "fail", error: seen.error };
  return nothingThere(known, rules, now);
}

/** Refused creates of earlier runs have left them, or else nobody can tell. */
function several(known: Evidence, rules: Rules, images: readonly Image[], now: number): Next {
  const error = ambiguous(rules.marker, images);
  const { marked, source, create } = known;
  if (marked === undefined || create.state === "lost" || marked.value.empty.length === 0)
    return { do: "fail", error };
  if (!rules.looksAtSource) return { do: "fail", error };
  if (source === undefined) return { do: "ask", question: "source" };
  if (source.value.state === "busy") return { do: "wait", step: `waits: ${source.value.step}` };
  if (isAbandoned(known, marked.askedAt) && now > marked.askedAt) return { do: "sweep" };
  return { do: "wait", step: `${error.message}, but nothing works on them` };
}

function isAbandoned({ freeSince }: Evidence, now: number): boolean {
  return freeSince !== undefined && now >= freeSince + ABANDONED_AFTER_MS;
}

/** The answer of our own create was lost: what it made is looked for, and it is never sent again. */
function lost(known: Evidence, rules: Rules, mine: Image | undefined): Next {
  const { create, marked, nameless } = known;
  if (create.state !== "lost" || marked === undefined) throw new TypeError("no create was lost");
  if (mine !== undefined) return { do: "go on", image: mine, why: "started" };
  const until = Math.min(create.at + rules.listedWithinMs, rules.deadline);
  if (rules.tagsComeLate && nameless === undefined) return { do: "ask", question: "nameless" };
  if (nameless?.value !== undefined) return { do: "wait", step: mayBeOurs(nameless.value) };
  if (marked.askedAt < until) return { do: "wait", step: `not listed, looks until ${timeOfDay(until)}` };
  if (marked.inTurn) return { do: "ask", question: "marked", atOnce: true };
  return { do: "fail", error: notListed(create.error, "no such image was listed since") };
}

/** An image of ours that need not be listed yet, or need not show its mark. */
function unlisted(known: Evidence, rules: Rules, now: number): Next | undefined {
  const { sentBefore, nameless } = known;
  const until = (sentBefore ?? Number.NEGATIVE_INFINITY) + rules.listedWithinMs;
  if (sentBefore !== undefined && now < until) {
    const ago = clockTime(now - sentBefore);
    const step = `an earlier run has sent this create ${ago} ago: looks for its image until ${timeOfDay(until)}`;
    return { do: "wait", step };
  }
  if (rules.tagsComeLate && nameless === undefined) return { do: "ask", question: "nameless" };
  return nameless?.value && { do: "wait", step: mayBeOurs(nameless.value) };
}

/** Before anything is sent, everything that could still show an image of ours has been asked, and what speaks against it. */
function nothingThere(known: Evidence, rules: Rules, now: number): Next {
  const { marked, kept, overlooked, preflighted } = known;
  if (marked?.inTurn) return { do: "ask", question: "marked", atOnce: true };
  if (kept === undefined) return { do: "ask", question: "kept" };
  if (kept !== null) return { do: "go on", image: kept, why: "kept" };
  if (overlooked === undefined) return { do: "ask", question: "overlooked" };
  if (overlooked !== null) return { do: "go on", image: overlooked, why: "started" };
  if (preflighted === undefined) return { do: "ask", question: "preflighted" };
  if (now >= rules.deadline) return { do: "fail", error: timeIsUp(now - rules.since) };
  return { do: "send" };
}

function mayBeOurs({ id, status }: Image): string {
  return `image ${id} of the same name and source is ${status}: it may be ours`;
}

function ambiguous(marker: string, images: readonly Image[]): AmbiguousImageError {
  const ids = images.map(({ id }) => id).join(", ");
  return new AmbiguousImageError(`several images carry the mark ${marker}: ${ids}`, {
    outcome: "not-sent",
    hint: "look at them and delete all but the one to keep; the next `up` goes on with it",
  });
}
