import type { Image } from "../../clouds/image";
import type { Job } from "../../clouds/job";
import type { Presence } from "../find/presence";
import { type Answer, type Evidence, isOver, type Why } from "./evidence";

/** An answer; undefined stands for what the cloud does not show. */
export type Heard =
  | { readonly of: "image"; readonly image: Image | undefined; readonly at: number }
  | { readonly of: "job"; readonly job: Job | undefined; readonly at: number }
  | { readonly of: "own tags"; readonly candidate: Image; readonly isFree: boolean }
  | { readonly of: "search"; readonly image: Image | undefined }
  | { readonly of: "marked"; readonly answer: Answer<Image | undefined> }
  | { readonly of: "nameless"; readonly answer: Answer<Image | undefined> }
  | { readonly of: "leftover"; readonly left: Image | null | "unclear" }
  | { readonly of: "presence"; readonly presence: Presence; readonly at: number }
  | { readonly of: "source"; readonly isFree: boolean }
  | { readonly of: "stuck"; readonly isStuck: boolean }
  | { readonly of: "why"; readonly why: Why }
  /** What was asked in the round before may have changed. */
  | { readonly of: "round" };

/** What is known when that was heard, too. Pure, and total. */
export function learn(known: Evidence, heard: Heard): Evidence {
  switch (heard.of) {
    case "image":
      return learnImage({ ...known, isDue: false }, heard.image, heard.at);
    case "job":
      return learnJob(known, heard.job, heard.at);
    case "own tags":
      return learnWhose({ ...known, candidate: undefined }, heard.candidate, heard.isFree);
    case "search":
      return heard.image === undefined || known.imageId !== undefined ? known : named(known, heard.image);
    case "marked": {
      const { value } = heard.answer;
      const next = { ...known, marked: heard.answer };
      return value === undefined ? next : { ...named(next, value), isListed: true };
    }
    case "nameless":
      return { ...known, nameless: heard.answer };
    case "leftover": {
      const next = { ...known, leftover: heard.left };
      return heard.left === null || heard.left === "unclear" ? next : named(next, heard.left);
    }
    case "presence":
      return learnPresence({ ...known, isListed: true, missed: 0 }, heard.presence, heard.at);
    case "source":
      return { ...known, free: heard.isFree ? known.free + 1 : 0, isStuck: undefined };
    case "stuck":
      return { ...known, isStuck: heard.isStuck, free: heard.isStuck ? known.free : 0 };
    case "why":
      return { ...known, why: heard.why };
    case "round":
      return { ...known, marked: undefined, nameless: undefined };
  }
}

function named(known: Evidence, image: Image): Evidence {
  return { ...known, imageId: image.id, image };
}

/** A job may name the image at any time; whatever was missed before it was over tells nothing. */
function learnJob(known: Evidence, job: Job | undefined, at: number): Evidence {
  const next: Evidence =
    job === undefined
      ? { ...known, forgotten: known.forgotten + 1 }
      : { ...known, job, forgotten: 0, imageId: known.imageId ?? job.imageId };
  return isOver(next) ? { ...next, missed: 0, overAt: known.overAt ?? at, isDue: true } : next;
}

/** As long as it has no name, one that has our mark and is ready may be another's, and a dead one an earlier job's. */
function learnImage(known: Evidence, image: Image | undefined, at: number): Evidence {
  if (image === undefined) return { ...known, missed: known.missed + 1 };
  if (known.imageId === undefined) {
    if (known.strangers.includes(image.id)) return known;
    if (image.phase === "active") return { ...known, candidate: image };
    if (image.phase !== "pending") return known;
  }
  const wasSaving = known.wasSaving || image.status === "saving";
  const queuedFrom = wasSaving && image.status === "queued" ? (known.queuedFrom ?? at) : undefined;
  const seen = { isListed: true, missed: 0, presence: undefined, wasSaving, queuedFrom };
  return { ...named(known, image), ...seen };
}

/** Its job, or a search, may have told of another meanwhile. */
function learnWhose(known: Evidence, candidate: Image, isFree: boolean): Evidence {
  const isOurs = known.imageId === undefined ? isFree : known.imageId === candidate.id;
  if (isOurs) return { ...named(known, candidate), isListed: true };
  return { ...known, strangers: [...known.strangers, candidate.id] };
}

function learnPresence(known: Evidence, presence: Presence, at: number): Evidence {
  if (presence.state !== "there") return { ...known, presence };
  return { ...learnImage(known, presence.image, at), presence, isDue: true };
}
