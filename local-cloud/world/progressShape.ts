/**
 * How far a job says that it is. Shares of the whole, 0 to 1, as `process_percent` has them: `{ steps: 0.25 }` says 0.25, 0.5
 * and 0.75; `{ sticksAt: 0.95 }` says that when half of the time has passed, or as much as `reachedAt` says, and then nothing
 * new until the end; `{ goesBackAt: 0.6 }` falls back from there by a tenth.
 */
export type ProgressShape =
  | "linear"
  | "none"
  | { readonly steps: number }
  | { readonly sticksAt: number; readonly reachedAt?: number | undefined }
  | { readonly goesBackAt: number };

/** What is said when this share of the time has passed; `undefined`: nothing. */
export function reportedProgress(shape: ProgressShape, share: number): number | undefined {
  if (shape === "none") return undefined;
  if (shape === "linear") return share;
  // 0.6 / 0.2 is a little below 3.
  if ("steps" in shape) return Math.floor(share / shape.steps + 1e-9) * shape.steps;
  if ("sticksAt" in shape)
    return Math.min(shape.sticksAt, (shape.sticksAt * share) / (shape.reachedAt ?? 0.5));
  const at = shape.goesBackAt;
  return share < at ? share : at - 0.1 + (share - at) * ((1.1 - at) / (1 - at));
}
