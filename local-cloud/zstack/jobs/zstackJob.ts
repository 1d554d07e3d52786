import type { Answer, Call } from "../../http/answer";
import { headerText } from "../../identity/token";
import { effectiveSettings, known, type World } from "../../world/world";
import { type ErrorCode, errorCode, Failure } from "../api/errorCode";
import { failed, gson, refuseText, text } from "../api/zstackEnvelope";
import { later, zstackNow } from "../world/agenda";
import { newUuid } from "../world/newUuid";

/** A job of the asynchronous API (docs/vendors/zstack.md#jobs). */
export interface ZstackJob {
  readonly uuid: string;
  /** The action, such as `deleteImage`. */
  readonly api: string;
  readonly startedAt: number;
  readonly timeoutMs: number;
  /** For the progress report (docs/vendors/zstack.md#progress). */
  expectedEndsAt?: number;
  outcome?: { readonly at: number; readonly body?: object; readonly error?: ErrorCode };
  /** The management node that ran it is gone: nothing closes it any more. */
  stuck: boolean;
}

/** What the management node believes its own address to be; no client can reach it there. */
const ITS_OWN_ADDRESS = "http://172.20.0.11:8080";

/**
 * The header is looked at for every call; a uuid that is taken is refused where something would be done
 * (docs/vendors/zstack.md#jobs).
 */
export function jobUuidOf(call: Call): string {
  const given = headerText(call, "x-job-uuid");
  if (given === undefined) return newUuid();
  if (given.length !== 32) refuseText(400, "Invalid header[X-Job-UUID], it must be a UUID with '-' stripped");
  if (call.method !== "GET" && findJob(call.world, given)) refuseText(400, `Duplicate job uuid[${given}]`);
  return given;
}

/** Finished jobs are forgotten by their age; one that is still running is kept. */
function findJob(world: World, uuid: string): ZstackJob | undefined {
  const job = zstackNow(world).jobs.get(uuid);
  const kept = world.milliseconds(effectiveSettings(world).zstackJobKeptSeconds);
  return job?.outcome && world.clock.now() >= job.startedAt + kept ? undefined : job;
}

const DEFAULT_TIMEOUT_MS = 30 * 60_000;

export function startJob(
  call: Call,
  uuid: string,
  api: string,
  usualTimeoutMs = DEFAULT_TIMEOUT_MS,
): ZstackJob {
  const { world } = call;
  const asked = headerText(call, "x-api-timeout");
  if (asked !== undefined && !/^\d+$/.test(asked))
    refuseText(500, `java.lang.NumberFormatException: For input string: "${asked}"`);
  const timeoutMs = asked === undefined ? usualTimeoutMs : Number(asked) * 1000;
  const job: ZstackJob = { uuid, api, startedAt: call.now, timeoutMs, stuck: false };
  world.zstack.jobs.set(uuid, job);
  // The work goes on; only nobody waits for it any more.
  later(world, call.now + timeoutMs, (at) => fail(job, at, errorCode("SYS.1001", `api[${api}] timeout`)));
  return job;
}

/** The first word counts, and a job whose management node died gets none. */
export function succeed(job: ZstackJob, at: number, body: object): void {
  if (!job.outcome && !job.stuck) job.outcome = { at, body };
}

export function fail(job: ZstackJob, at: number, error: ErrorCode): void {
  if (!job.outcome && !job.stuck) job.outcome = { at, error };
}

/** Anything that is quick: done, with its effect, a moment after the 202. */
export function soon(world: World, job: ZstackJob, effect: (at: number) => object): void {
  const end = world.clock.now() + world.milliseconds(effectiveSettings(world).zstackActionSeconds);
  later(world, end, (at) => {
    try {
      succeed(job, at, effect(at));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      fail(job, at, error.error);
    }
  });
}

export const accepted = (job: ZstackJob): Answer =>
  gson(202, {
    location: `${ITS_OWN_ADDRESS}/zstack/v1/api-jobs/${job.uuid}`,
    apiTimeout: job.timeoutMs,
  });

/** Asked before any Authorization header is looked at. */
export function showJob(call: Call): Answer {
  const job = findJob(call.world, call.params.uuid ?? "");
  if (!job) return text(404, "the job has been expired");
  if (!job.outcome) return gson(202, {});
  return job.outcome.error ? failed(job.outcome.error) : gson(200, job.outcome.body ?? {});
}

export interface ZstackJobView {
  uuid: string;
  api: string;
  status: "processing" | "done" | "failed";
  /** The management node restarted: it will be processing for ever. */
  stuck: boolean;
  /** Of a failed one. */
  error: ErrorCode | null;
}

export const zstackJobViews = (world: World): ZstackJobView[] =>
  [...zstackNow(world).jobs.values()].map(({ uuid, api, outcome, stuck }) => ({
    uuid,
    api,
    status: outcome ? (outcome.error ? "failed" : "done") : "processing",
    stuck,
    error: outcome?.error ?? null,
  }));

/** The job is forgotten; what it does goes on. */
export function removeZstackJob(world: World, uuid: string): void {
  world.zstack.jobs.delete(known("job", zstackNow(world).jobs, uuid).uuid);
}
