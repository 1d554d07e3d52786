import type { Authorizer } from "../../../http/call";

export interface ZstackSession extends Authorizer {
  /** The account whose images are visible; empty if it is unknown. */
  accountUuid(): Promise<string>;
  /** The time zone of the dates in signed requests; absent if requests are not signed. */
  timeZone?(): string;
  /**
   * Does the work, and repeats it once after a new login if it ends with ID.1001. Only for work that cannot start with an
   * expired session: ZStack accepts the call all the same, and the job shows the failure
   * (docs/vendors/zstack.md#errors, docs/vendors/zstack.md#sessions).
   */
  renewing<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Never throws. */
  close(): Promise<void>;
  /** Secrets that an answer might repeat, and that must not be shown. */
  secrets(): readonly string[];
}
