import type { Image } from "../../clouds/image";
import type { Job } from "../../clouds/job";
import type { Presence } from "../find/presence";

/** An answer, and when it was asked for. `paced`: other requests came between, so that it may be older than it seems. */
export interface SearchResult<T> {
  readonly value: T;
  readonly askedAt: number;
  readonly paced: boolean;
}

/** What is known of an image that the cloud makes for us. Immutable; `learn` adds what is heard. */
export interface Evidence {
  /** When this wait began. Times are milliseconds since the epoch. */
  readonly since: number;
  readonly imageId?: string | undefined;
  readonly jobId?: string | undefined;
  /** As its job last told it. */
  readonly job?: Job | undefined;
  /** Polls in a row in which the cloud did not know the job. */
  readonly forgotten: number;
  /** When the job was first known to be over, or forgotten. */
  readonly overAt?: number | undefined;
  /** As it was last shown. */
  readonly image?: Image | undefined;
  readonly isListed: boolean;
  /** Polls in a row that did not show it. */
  readonly missed: number;
  /** What every call together said, when that was asked. */
  readonly presence?: Presence | undefined;
  readonly wasSaving: boolean;
  /** It is queued although it was being written. */
  readonly queuedFrom?: number | undefined;
  /** Polls in a row in which nothing worked on it, and whether the image after them was still unfinished. */
  readonly freePolls: number;
  readonly isStuck?: boolean | undefined;
  /** Active, and ours by its mark alone: a list may show the tags of before. */
  readonly candidate?: Image | undefined;
  /** What has our mark and is not ours. */
  readonly strangers: readonly string[];
  /** Of a job that is over and named no image: what has our mark, and what of our name has no mark at all. */
  readonly marked?: SearchResult<Image | undefined> | undefined;
  readonly untagged?: SearchResult<Image | undefined> | undefined;
  /** What a job has left that made no image; null: nothing. */
  readonly leftover?: Image | null | "unclear" | undefined;
  /** What the cloud says beside of an image that failed. */
  readonly why?: Why | undefined;
  /** It may be ready by now: the next poll is at once. */
  readonly isDue: boolean;
}

/** Why an image failed, from where the cloud tells it: a note about its source, or its job. */
export interface Why {
  readonly note?: string | undefined;
  readonly job?: Job | undefined;
}

export const nothingKnown = {
  forgotten: 0,
  isListed: false,
  missed: 0,
  wasSaving: false,
  freePolls: 0,
  strangers: [],
  isDue: false,
} as const;

/** Polls in which the cloud says that it does not know the job, before that is believed. */
const FORGOTTEN_POLLS = 3;

/**
 * No job says anything any more: the image itself decides
 * (docs/vendors/open-telekom-and-huawei.md#jobs-which-path-on-which-cloud,
 * docs/vendors/open-telekom-and-huawei.md#where-a-job-names-its-image).
 */
export function isOver({ jobId, job, forgotten }: Evidence): boolean {
  return jobId === undefined || job?.state === "succeeded" || forgotten >= FORGOTTEN_POLLS;
}
