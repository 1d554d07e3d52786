import type { Call } from "../../lifecycle/operation/call";
import type { Operation } from "../../lifecycle/operation/timeoutMs";
import { urnForMark } from "../tokens";

/** What a request of the engine's says of an operation, besides the arguments. */
export interface Request {
  /** The resource as the engine calls it. */
  readonly urn: string;
  readonly operation: Operation;
  /** The option `customTimeouts`, in seconds; 0 where it was not given. */
  readonly seconds: number;
  readonly owner: string;
}

/** The call of the lifecycle. Its URN is the one that marks are made from, which both forms share. */
export function callOf({ urn, operation, seconds, owner }: Request): Call {
  return {
    urn: urnForMark(urn),
    owner,
    timeouts: seconds > 0 ? { [operation]: `${seconds}s` } : {},
  };
}
