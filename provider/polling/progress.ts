import type { Progress } from "./watch";

/** Where progress is shown: on a terminal by `status`, in a log by `entry`. Who shows it takes the one or the other. */
export interface ProgressSink {
  /** Replaces what stood there. */
  status(text: string): void;
  /** Stays, and is one of few. */
  entry(text: string): void;
}

/**
 * An entry comes with every ten percent, or every two minutes, whichever makes fewer. Without percentages the gap grows with the
 * wait, up to what services that end silent runs allow (ten minutes); one that stands still is told in a while, too.
 */
const ENTRY_EVERY_PERCENT = 10;
const ENTRY_EVERY_MS = 120_000;
const ENTRY_GROWTH = 0.25;
const LONGEST_ENTRY_MS = 600_000;
const STANDS_STILL_MS = 900_000;

/** Turns what polls bring into few words. A poll that brings nothing new says nothing. */
export function showProgress(sink: ProgressSink): (progress: Progress) => void {
  const steady = steadyEnd();
  let entryAt = 0;
  let entryPercent = 0;
  let entry = "";
  let status = "";
  return (polled) => {
    const progress = { ...polled, leftMs: steady(polled) };
    const { elapsedMs, percent } = progress;
    if (isDue(elapsedMs, percent)) {
      entryAt = elapsedMs;
      entryPercent = percent ?? 0;
      say(entryOf(progress));
    }
    const text = statusOf(progress);
    if (text !== status) sink.status(text);
    status = text;
  };

  function isDue(elapsedMs: number, percent: number | undefined): boolean {
    const gap = elapsedMs - entryAt;
    if (percent === undefined)
      return gap >= Math.min(Math.max(ENTRY_EVERY_MS, ENTRY_GROWTH * elapsedMs), LONGEST_ENTRY_MS);
    const hasRisen = percent - entryPercent >= ENTRY_EVERY_PERCENT;
    return gap >= (hasRisen ? ENTRY_EVERY_MS : STANDS_STILL_MS);
  }

  function say(text: string): void {
    if (text !== entry) sink.entry(text);
    entry = text;
  }
}

/** "40% ~2 min, exporting": what matters most comes first, because the engine cuts the column where the terminal ends. */
function statusOf({ percent, step, leftMs }: Progress): string {
  const left = leftMs === undefined ? undefined : leftTime(leftMs);
  const numbers = [shareOf(percent), left].filter((word) => word !== undefined).join(" ");
  return numbers === "" ? step : `${numbers}, ${step}`;
}

/** "exporting 40%, ~2 min left"; of an image that was begun before: "exporting 40%, begun 25 min ago". */
function entryOf({ percent, step, leftMs, elapsedMs, ageMs = 0 }: Progress): string {
  const doing = [step, shareOf(percent)].filter((word) => word !== undefined).join(" ");
  const left = leftMs === undefined ? undefined : `${leftTime(leftMs)} left`;
  const age = ageMs > elapsedMs + 60_000 ? `begun ${clockTime(ageMs)} ago` : undefined;
  return [doing, left, age].filter((word) => word !== undefined).join(", ");
}

function shareOf(percent: number | undefined): string | undefined {
  return percent === undefined || percent < 1 ? undefined : `${Math.floor(percent)}%`;
}

/** The end is told anew only when it has moved by more than this share of what is left, and by more than so much. */
const MOVED_SHARE = 0.2;
const MOVED_MS = 10_000;

/** A remaining time that does not jump back and forth with each poll. */
function steadyEnd(): (progress: Progress) => number | undefined {
  let endMs: number | undefined;
  return ({ elapsedMs, leftMs }) => {
    if (leftMs === undefined) {
      endMs = undefined;
      return undefined;
    }
    const told = endMs === undefined ? Number.NEGATIVE_INFINITY : endMs - elapsedMs;
    if (Math.abs(told - leftMs) > Math.max(MOVED_SHARE * leftMs, MOVED_MS)) endMs = elapsedMs + leftMs;
    return Math.max(0, (endMs ?? 0) - elapsedMs);
  };
}

/** "<1 min", "~7 min", "~25 min", "~1.5 h": as exactly as such a time can be told. */
function leftTime(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes >= 75) return `~${Math.round(minutes / 30) / 2} h`;
  if (minutes >= 12.5) return `~${Math.round(minutes / 5) * 5} min`;
  return minutes < 0.9 ? "<1 min" : `~${Math.round(minutes)} min`;
}

/** "14:03:20 UTC": logs of other machines are read, too. */
export function timeOfDay(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}

/** "48 s", "3 min", "2 h 05 min". */
export function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
