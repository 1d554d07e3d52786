import type { Image } from "../../clouds/image";
import { AmbiguousImageError, CloudError, type ErrorDetails, WaitTimeoutError } from "../../http/errors";
import { BugError } from "../operation/bug";
import { whyUnknown } from "./whyUnknown";

export function ambiguous(marker: string, images: readonly Image[]): AmbiguousImageError {
  const ids = images.map(({ id }) => id).join(", ");
  return new AmbiguousImageError(`several images carry the mark ${marker}: ${ids}`, {
    outcome: "not-sent",
    hint: "look at them and delete all but the one to keep; the next `up` goes on with it",
  });
}

export function notListed(lost: CloudError, since: string): CloudError {
  return new CloudError(...notFound(lost, since));
}

/** What the cloud said of the create comes first: of a search that finds nothing there is little to say. */
export function notFound(lost: CloudError, since: string): [message: string, details: ErrorDetails] {
  const details = {
    outcome: "unknown",
    status: lost.status,
    code: lost.code,
    requestId: lost.requestId,
    hint: "run `pulumi up` again: it looks for the image before it sends anything",
    cause: lost,
  } as const;
  const why = lost instanceof BugError ? "" : `: ${whyUnknown(lost)}`;
  return [`${lost.message}; ${since}, and nothing was sent again${why}`, details];
}

/** A create that is sent now is one that nobody waits for. */
export function timeIsUp(afterMs: number): WaitTimeoutError {
  return new WaitTimeoutError(
    `the time was up after ${Math.round(afterMs / 1000)} s, before a create was sent: nothing was sent`,
    {
      outcome: "not-sent",
      hint: 'run `pulumi up` again, or give it more time: `timeouts: { create: "2h" }`; creates from one source wait for each other',
    },
  );
}
