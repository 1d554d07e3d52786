import type { Cloud } from "../../clouds/cloud";
import { CloudError, UnavailableError } from "../../http/errors";

/** With the cloud's name; what is missing or wrong there, `doctor` finds. */
export function toldOf({ name }: Cloud, error: unknown): unknown {
  if (!(error instanceof CloudError)) return error;
  const { message, hint = "`pulumi-cloud-images doctor` says which setting leads there, and what is wrong" } =
    error;
  return error.with({ message: `cloud "${name}": ${message}`, hint });
}

/** An image of this stack's mark is imported as any other: nothing has to be taken back. */
export function halfMarked(id: string, marked: number, error: unknown): unknown {
  if (!(error instanceof CloudError)) return error;
  const before = marked === 0 ? "none is marked" : `${marked} before it are marked`;
  const what = `image ${id} could not be marked, ${before}, and no file is written: ${error.message}`;
  const hint = error.hint ?? "run the same command again: it goes on with those that are marked";
  return error.with({ message: what, hint });
}

/** A failure of the cloud as a whole ends the command; one that the image itself is the reason of is listed. */
export function concernsCloud(error: CloudError): boolean {
  return error instanceof UnavailableError || error.outcome === "unknown" || error.status !== undefined;
}
