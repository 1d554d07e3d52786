import type { Started } from "../../resources/resource";
import type { Props } from "./inputs";

/** What an image is known by: at first perhaps only by the job that makes it. */
export interface Handle {
  readonly imageId?: string | undefined;
  readonly jobId?: string | undefined;
  /** Its create call has just been answered: how long it takes tells how long others will. */
  readonly fresh?: boolean;
}

/** What the create call carried: by it an image is found whose id is not known. */
export interface Sent {
  readonly marker: string;
  readonly name: string;
}

const JOB = "job:";

/**
 * The id in the state. An update cannot change it, a refresh can
 * (docs/vendors/pulumi.md#what-does-not-reach-a-dynamic-provider).
 */
export function idOf({ imageId, jobId }: Handle): string {
  return imageId ?? `${JOB}${jobId}`;
}

export function handleOf(id: string, outputs: Props): Handle {
  const imageId = id.startsWith(JOB) ? textOf(outputs.imageId) : id;
  const jobId = textOf(outputs.jobId) ?? (id.startsWith(JOB) ? id.slice(JOB.length) : undefined);
  return { imageId, jobId };
}

export function handleFrom(started: Started): Handle {
  if (!("imageId" in started) && !("jobId" in started)) throw new TypeError("neither an image nor a job");
  return {
    fresh: true,
    ...("imageId" in started ? { imageId: started.imageId } : {}),
    ...("jobId" in started ? { jobId: started.jobId } : {}),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
