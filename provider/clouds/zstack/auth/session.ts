import type { Authorizer } from "../../../http/call";

export interface ZstackSession extends Authorizer {
  /** Whose images are seen; empty where it is not known. */
  accountUuid(): Promise<string>;
  /** The zone of the wall clock that requests are dated by; absent where nothing is dated. */
  timeZone?(): string;
  /**
   * Does the work, and once more after a new log-in when it ends with ID.1001. Only for work that a session which is
   * over keeps from beginning: ZStack accepts the call all the same, and tells in its job
   * (docs/vendors/zstack.md#errors, docs/vendors/zstack.md#sessions).
   */
  renewing<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Never throws. */
  close(): Promise<void>;
  /** What an answer might echo, and nobody may see. */
  secrets(): readonly string[];
}
