import { type Authorizer, type Caller, type Flow, openCaller } from "../../http/call";
import type { Clock } from "../../http/clock";
import type { FailureTable } from "../../http/failures/failureOf";
import type { HttpAnswer, Transport } from "../../http/transport";

/**
 * For all calls of ZStack except polls of its jobs. A call has failed if its answer has an `error` that is not null, whatever
 * the HTTP status is (docs/vendors/zstack.md#errors).
 */
export function openZstackCaller(
  transport: Transport,
  authorizer: Authorizer,
  failures: FailureTable,
  clock: Clock,
  flow?: Flow,
): Caller {
  return openCaller(transport, authorizer, failures, clock, flow, hasError);
}

export function hasError({ text }: HttpAnswer): boolean {
  if (!text.includes('"error"')) return false;
  try {
    return isError((JSON.parse(text) as { error?: unknown } | null)?.error);
  } catch {
    return false;
  }
}

export function isError(error: unknown): boolean {
  return error !== null && error !== undefined && error !== "" && error !== false;
}
