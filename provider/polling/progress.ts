import type { Progress } from "./watch";

/** Where progress is shown: `status` replaces what stood there (the engine's status column), `line` stays. */
export interface ProgressSink {
  status(text: string): void;
  line(text: string): void;
}

/** A line this often, or for every ten percent: enough for a log, without flooding it. */
const LINE_EVERY_MS = 60_000;
const LINE_EVERY_PERCENT = 10;
/** The same step is shown anew this often: a hundred images are polled together, every two seconds. */
const STATUS_EVERY_MS = 5_000;

/** Turns progress into few words, percent first because the engine's column is narrow; says nothing twice. */
export function showProgress(sink: ProgressSink): (progress: Progress) => void {
  let lineAt = 0;
  let linePercent = 0;
  let statusAt = Number.NEGATIVE_INFINITY;
  let said = "";
  let saidInLine = "";
  let step = "";
  return (progress) => {
    const text = textOf(progress);
    const percent = progress.percent ?? 0;
    const line = progress.elapsedMs - lineAt >= LINE_EVERY_MS || percent - linePercent >= LINE_EVERY_PERCENT;
    const status = progress.step !== step || progress.elapsedMs - statusAt >= STATUS_EVERY_MS;
    if (line && text !== saidInLine) {
      lineAt = progress.elapsedMs;
      linePercent = percent;
      saidInLine = text;
      sink.line(text);
    } else if (status && text !== said) {
      sink.status(text);
    } else return;
    statusAt = progress.elapsedMs;
    said = text;
    step = progress.step;
  };
}

/** "43 % saving, 2 min left"; where no end can be expected, the time that has passed: "saving, 48 s". */
function textOf({ percent, step, elapsedMs, leftMs }: Progress): string {
  const share = percent === undefined ? "" : `${Math.floor(percent)} % `;
  return `${share}${step}, ${leftMs === undefined ? clockTime(elapsedMs) : `${clockTime(leftMs)} left`}`;
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
