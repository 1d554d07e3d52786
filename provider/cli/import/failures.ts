import type { Cloud } from "../../clouds/cloud";
import { CloudError, UnavailableError } from "../../http/errors";
import { ownCommand } from "../../http/ownCommand";

/** Adds the name of the cloud to an error, and points to `doctor` if it has no hint. */
export function withCloudName({ name }: Cloud, error: unknown): unknown {
  if (!(error instanceof CloudError)) return error;
  const { message, hint = `\`${ownCommand()} doctor\` says which setting leads there, and what is wrong` } =
    error;
  return error.with({ message: `cloud "${name}": ${message}`, hint });
}

/**
 * The error if marking fails midway. Marks already set need no undoing: images with this stack's mark are imported like any
 * other.
 */
export function markingFailed(id: string, marked: number, error: unknown): unknown {
  if (!(error instanceof CloudError)) return error;
  const before = marked === 0 ? "none is marked" : `${marked} before it are marked`;
  const what = `image ${id} could not be marked, ${before}, and no file is written: ${error.message}`;
  const hint = error.hint ?? "run the same command again: it goes on with those that are marked";
  return error.with({ message: what, hint });
}

/** Whether an error concerns the cloud as a whole. It ends the command, whereas an error about one image is listed. */
export function concernsCloud(error: CloudError): boolean {
  return error instanceof UnavailableError || error.outcome === "unknown" || error.status !== undefined;
}
