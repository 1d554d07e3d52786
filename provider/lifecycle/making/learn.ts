import type { Image } from "../../clouds/image";
import type { Job } from "../../clouds/job";
import type { Presence } from "../find/presence";
import { type Evidence, isOver, type SearchResult, type Why } from "./evidence";

/** An answer; undefined stands for what the cloud does not show. */
export type Answer =
  | { readonly of: "image"; readonly image: Image | undefined; readonly at: number }
  | { readonly of: "job"; readonly job: Job | undefined; readonly at: number }
  | { readonly of: "own tags"; readonly candidate: Image; readonly isFree: boolean }
  | { readonly of: "search"; readonly image: Image | undefined }
  | { readonly of: "marked"; readonly result: SearchResult<Image | undefined> }
  | { readonly of: "untagged"; readonly result: SearchResult<Image | undefined> }
  | { readonly of: "leftover"; readonly left: Image | null | "unclear" }
  | { readonly of: "presence"; readonly presence: Presence; readonly at: number }
  | { readonly of: "source"; readonly isFree: boolean }
  | { readonly of: "stuck"; readonly isStuck: boolean }
  | { readonly of: "why"; readonly why: Why }
  /** What was asked in the round before may have changed. */
  | { readonly of: "round" };

/** What is known when that was heard, too. Pure, and total. */
export function learn(evidence: Evidence, answer: Answer): Evidence {
  switch (answer.of) {
    case "image":
      return learnImage({ ...evidence, isDue: false }, answer.image, answer.at);
    case "job":
      return learnJob(evidence, answer.job, answer.at);
    case "own tags":
      return learnWhose({ ...evidence, candidate: undefined }, answer.candidate, answer.isFree);
    case "search":
      return answer.image === undefined || evidence.imageId !== undefined
        ? evidence
        : named(evidence, answer.image);
    case "marked": {
      const { value } = answer.result;
      const next = { ...evidence, marked: answer.result };
      return value === undefined ? next : { ...named(next, value), isListed: true };
    }
    case "untagged":
      return { ...evidence, untagged: answer.result };
    case "leftover": {
      const next = { ...evidence, leftover: answer.left };
      return answer.left === null || answer.left === "unclear" ? next : named(next, answer.left);
    }
    case "presence":
      return learnPresence({ ...evidence, isListed: true, missed: 0 }, answer.presence, answer.at);
    case "source":
      return { ...evidence, freePolls: answer.isFree ? evidence.freePolls + 1 : 0, isStuck: undefined };
    case "stuck":
      return { ...evidence, isStuck: answer.isStuck, freePolls: answer.isStuck ? evidence.freePolls : 0 };
    case "why":
      return { ...evidence, why: answer.why };
    case "round":
      return { ...evidence, marked: undefined, untagged: undefined };
  }
}

function named(evidence: Evidence, image: Image): Evidence {
  return { ...evidence, imageId: image.id, image };
}

/** A job may name the image at any time; whatever was missed before it was over tells nothing. */
function learnJob(evidence: Evidence, job: Job | undefined, at: number): Evidence {
  const next: Evidence =
    job === undefined
      ? { ...evidence, forgotten: evidence.forgotten + 1 }
      : { ...evidence, job, forgotten: 0, imageId: evidence.imageId ?? job.imageId };
  return isOver(next) ? { ...next, missed: 0, overAt: evidence.overAt ?? at, isDue: true } : next;
}

/** As long as it has no name, one that has our mark and is ready may be another's, and a dead one an earlier job's. */
function learnImage(evidence: Evidence, image: Image | undefined, at: number): Evidence {
  if (image === undefined) return { ...evidence, missed: evidence.missed + 1 };
  if (evidence.imageId === undefined) {
    if (evidence.strangers.includes(image.id)) return evidence;
    if (image.phase === "active") return { ...evidence, candidate: image };
    if (image.phase !== "pending") return evidence;
  }
  const wasSaving = evidence.wasSaving || image.status === "saving";
  const queuedFrom = wasSaving && image.status === "queued" ? (evidence.queuedFrom ?? at) : undefined;
  const seen = { isListed: true, missed: 0, presence: undefined, wasSaving, queuedFrom };
  return { ...named(evidence, image), ...seen };
}

/** Its job, or a search, may have told of another meanwhile. */
function learnWhose(evidence: Evidence, candidate: Image, isFree: boolean): Evidence {
  const isOurs = evidence.imageId === undefined ? isFree : evidence.imageId === candidate.id;
  if (isOurs) return { ...named(evidence, candidate), isListed: true };
  return { ...evidence, strangers: [...evidence.strangers, candidate.id] };
}

function learnPresence(evidence: Evidence, presence: Presence, at: number): Evidence {
  if (presence.state !== "there") return { ...evidence, presence };
  return { ...learnImage(evidence, presence.image, at), presence, isDue: true };
}
