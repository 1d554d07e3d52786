import type { Image } from "../../clouds/image";
import type { Job } from "../../clouds/job";
import type { ImageFailedError } from "../../http/errors";
import { timeOfDay } from "../../polling/progress";
import { type Making, stepOf, steps, waitsFor } from "../../polling/steps";
import { mayBeOurs } from "../find/findUntagged";
import { failed, gone, leaving, neverListed, stuck, thrownBack, withWhy } from "./errors";
import { type Evidence, isOver } from "./evidence";

/** What holds for the whole wait: of the cloud, the resource and its arguments. */
export interface Rules {
  /** Within which an image is shown that has been begun, and how many polls must miss it then. */
  readonly visibleWithinMs: number;
  readonly misses: number;
  /** Within which an image is listed whose job is over. */
  readonly listedWithinMs: number;
  /** We chose its id: it has been seen, its job is asked only for what the image does not show, and lists leave out its tags. */
  readonly isChosen: boolean;
  /** What the image is at while it is unfinished. */
  readonly making: Making;
  readonly wayOut: string | undefined;
  /** It is ready, and some of its copies are still missing. */
  lacksCopies(image: Image): boolean;
  failedJob(job: Job): ImageFailedError;
}

export type Question = "own tags" | "leftover" | "presence" | "is it stuck" | "why";

export type Next =
  | { readonly do: "ask"; readonly question: Question }
  /** What may show an image that its job has not named, round by round: no failing answer ends that. */
  | { readonly do: "search"; readonly question: "marked" | "untagged"; readonly atOnce?: boolean }
  | { readonly do: "wait"; readonly step: string }
  /** By the watcher that all images share, which polls the list; and, more seldom, the image's job or its source. */
  | Watch
  | { readonly do: "use"; readonly image: Image }
  | { readonly do: "fail"; readonly error: Error; readonly nothingLeft?: boolean };

export interface Watch {
  readonly do: "watch";
  readonly secondary: "job" | "source";
  readonly step: string;
  readonly percent?: number | undefined;
  /** As the watcher has it (polling/watch.ts). */
  readonly how?: "alone" | "unclear";
}

/** Glance takes what was written back when its writer breaks off. A writer that tries again does so at once. */
const QUEUED_AGAIN_MS = 60_000;
/** A job that ZStack has forgotten tells nothing any more: for so long the template itself may still show more copies. */
const COPIED_WITHIN_MS = 30 * 60_000;

/** What to do next about an image that the cloud makes for us: the first row that holds. */
export function decide(evidence: Evidence, rules: Rules, now: number): Next {
  const { imageId, job, image, missed, queuedFrom = Number.POSITIVE_INFINITY } = evidence;
  if (job?.state === "failed") return withLeftover(evidence, rules.failedJob(job));
  if (evidence.leftover !== undefined) return withLeftover(evidence, neverListed(evidence.jobId));
  if (evidence.presence?.state === "gone") return failing(evidence, gone(imageId), rules);
  if (image?.phase === "active") return ready(evidence, image, rules, now);
  if (evidence.candidate !== undefined && imageId === undefined) return { do: "ask", question: "own tags" };
  if (!isOver(evidence) && !rules.isChosen) return beingMade(evidence, rules);
  if (imageId === undefined) return unnamed(evidence, rules);
  if (image?.phase === "failed" || image?.phase === "deactivated")
    return failing(evidence, failed(image), rules);
  if (now >= queuedFrom + QUEUED_AGAIN_MS) return failing(evidence, thrownBack(imageId, rules.wayOut), rules);
  if (evidence.isStuck) return failing(evidence, stuck(imageId), rules);
  if (evidence.freePolls >= 2) return { do: "ask", question: "is it stuck" };
  if (missed === 0) return watch(wordOf(image?.status, rules));
  const shownBy = (evidence.overAt ?? evidence.since) + rules.visibleWithinMs;
  if (!evidence.isListed && now < shownBy) return watch(steps.notListed);
  if (missed < rules.misses) return watch(steps.missed);
  return { do: "ask", question: "presence" };
}

function watch(step: string): Watch {
  return { do: "watch", secondary: "source", step };
}

function wordOf(cloudsWord: string | undefined, { making }: Rules): string {
  return cloudsWord === undefined ? steps.notListed : stepOf(cloudsWord, making);
}

/** Its job tells how far it is; the list, which shows all images of a stack in one call, that it is ready. */
function beingMade({ job, image, imageId, missed }: Evidence, rules: Rules): Watch {
  const words = { step: wordOf(job?.step ?? image?.status, rules), percent: job?.percent };
  const watching = { do: "watch", secondary: "job", ...words } as const;
  if (imageId === undefined) return { ...watching, how: "alone" };
  const isOdd = missed > 0 || (image !== undefined && image.phase !== "pending");
  return isOdd ? { ...watching, how: "unclear" } : watching;
}

/**
 * A template of ZStack is active with its first copy: when the others are done its job says
 * (docs/vendors/zstack.md#creating-a-template).
 */
function ready(evidence: Evidence, image: Image, rules: Rules, now: number): Next {
  const isCopied = evidence.jobId === undefined || evidence.job?.state === "succeeded";
  if (rules.lacksCopies(image) && !isCopied) {
    const step = steps.copying;
    if (!isOver(evidence)) return { do: "watch", secondary: "job", step, how: "alone" };
    if (now < (evidence.overAt ?? evidence.since) + COPIED_WITHIN_MS) return watch(step);
  }
  if (!rules.isChosen || evidence.presence?.state === "there") return { do: "use", image };
  if (evidence.presence?.state === "unclear") return { do: "fail", error: evidence.presence.error };
  return { do: "ask", question: "presence" };
}

/** The job is over, or forgotten, and did not name the image. One that may be ours is waited for as long as there is time. */
function unnamed({ marked, untagged, overAt, since }: Evidence, rules: Rules): Next {
  if (marked === undefined) return { do: "search", question: "marked" };
  if (untagged === undefined) return { do: "search", question: "untagged" };
  const image = untagged.value;
  if (image !== undefined)
    return {
      do: "wait",
      step: mayBeOurs(image),
    };
  const until = (overAt ?? since) + rules.listedWithinMs;
  if (marked.askedAt < until) return { do: "wait", step: waitsFor.listing(timeOfDay(until)) };
  if (marked.paced) return { do: "search", question: "marked", atOnce: true };
  return { do: "ask", question: "leftover" };
}

/**
 * What a failed job leaves is documented nowhere: asked for once, and reported
 * (docs/vendors/open-telekom-and-huawei.md#the-job-object).
 */
function withLeftover({ leftover }: Evidence, error: ImageFailedError): Next {
  if (leftover === undefined) return { do: "ask", question: "leftover" };
  if (leftover === "unclear") return { do: "fail", error };
  if (leftover === null) return { do: "fail", error, nothingLeft: true };
  return { do: "fail", error: leaving(error, leftover) };
}

/** One whose id we chose is gone when no copy of it could be made: why, only its job says. */
function failing({ why }: Evidence, error: ImageFailedError, rules: Rules): Next {
  if (why === undefined) return { do: "ask", question: "why" };
  const explained = withWhy(error, why, rules.failedJob);
  if (rules.isChosen && error.imageStatus === "deleted")
    return { do: "fail", error: explained, nothingLeft: true };
  return { do: "fail", error: explained };
}
