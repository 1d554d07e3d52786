import type { CallOptions } from "../http/call";

/** The jobs by which a cloud makes images. */
export interface Jobs {
  /** Undefined for a job that the cloud does not know, or has forgotten. */
  show(id: string, options?: CallOptions): Promise<Job | undefined>;
}

export interface Job {
  readonly id: string;
  /** `running` for INIT, RUNNING and any word that is not known. */
  readonly state: "running" | "succeeded" | "failed";
  /** 0 to 100, if the cloud shows it. */
  readonly percent?: number | undefined;
  /** When it began, in milliseconds since the epoch, if the cloud tells in a way that has one meaning. */
  readonly begunAt?: number | undefined;
  /** The cloud's own description of the current step, for people. */
  readonly step: string;
  /** Present as soon as the job shows it. */
  readonly imageId?: string | undefined;
  readonly failure?: JobFailure | undefined;
}

export interface JobFailure {
  /** Such as `IMG.0057`. */
  readonly code?: string | undefined;
  readonly reason: string;
  /** What the user can do about it. */
  readonly hint?: string | undefined;
  /** The request id of the poll that showed it, which the cloud's support asks for. */
  readonly requestId?: string | undefined;
}
