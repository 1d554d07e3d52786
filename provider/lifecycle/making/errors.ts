import type { Image } from "../../clouds/image";
import type { Job } from "../../clouds/job";
import { ImageFailedError } from "../../http/errors";
import type { CommonArgs, ImageResource } from "../../resources/resource";
import { fittingHint } from "../operation/fitting";
import type { Why } from "./evidence";

export function thrownBack(imageId: string, wayOut: string | undefined): ImageFailedError {
  const hint = "the next `pulumi up` replaces it, when its source is free; nothing is deleted before";
  return new ImageFailedError(
    `image ${imageId} is queued again after it was being written: its export failed`,
    {
      outcome: "rejected",
      imageStatus: "error",
      hint: wayOut === undefined ? hint : `${hint}. Until then, ${wayOut}`,
    },
  );
}

export function gone(imageId: string | undefined): ImageFailedError {
  return new ImageFailedError(
    `the cloud no longer has image ${imageId}: its export failed, or it was deleted`,
    {
      outcome: "rejected",
      imageStatus: "deleted",
      hint: "the next `pulumi up` makes a new one",
    },
  );
}

export function failed(image: Image): ImageFailedError {
  const hint =
    image.phase === "deactivated"
      ? "reactivate the image, or delete it; the next `pulumi up` goes on"
      : "the next `pulumi up` replaces it; nothing is deleted before";
  return new ImageFailedError(`the cloud reports image ${image.id} as ${image.status}`, {
    outcome: "rejected",
    hint,
  });
}

/** The service that wrote the image died and left it (docs/vendors/openstack.md#how-an-export-goes). */
export function stuck(imageId: string): ImageFailedError {
  return new ImageFailedError(`image ${imageId} is unfinished although nothing works on it any more`, {
    outcome: "rejected",
    imageStatus: "error",
    hint: "the next `pulumi up` replaces it; nothing is deleted before",
  });
}

export function neverListed(jobId: string | undefined): ImageFailedError {
  return new ImageFailedError(`job ${jobId} is over, and no image of it was listed since`, {
    outcome: "unknown",
    hint: "look in the cloud's console for the image; the next `pulumi up` looks for it once more before it makes a new one",
    imageStatus: "deleted",
  });
}

/** What a job has left that made no image that can be used. */
export function leaving(error: ImageFailedError, { id, status }: Image): ImageFailedError {
  return error.with({ message: `${error.message}; it left image ${id}, which is ${status}` });
}

/** With what the cloud says beside: a note about the source, or the words of the job. */
export function withWhy(
  error: ImageFailedError,
  { note, job }: Why,
  failedJob: (job: Job) => ImageFailedError,
): ImageFailedError {
  if (job?.state === "failed") {
    const { message, code, requestId, hint } = failedJob(job);
    return error.with({ message, code, requestId, hint });
  }
  if (note === undefined) return error;
  const hint = `where that would happen again, mend it first; then ${error.hint ?? "up again"}`;
  return error.with({ message: `${error.message}; the cloud says: ${note}`, hint });
}

export function jobFailed<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  jobId: string,
  { failure }: Job,
): ImageFailedError {
  return new ImageFailedError(`job ${jobId} failed: ${failure?.reason ?? "the cloud gives no reason"}`, {
    outcome: "rejected",
    code: failure?.code,
    requestId: failure?.requestId,
    hint: fittingHint(resource, failure ?? {}) ?? "the next `pulumi up` tries again",
    imageStatus: "error",
  });
}
