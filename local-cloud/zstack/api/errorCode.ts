/** What ZStack says when it refuses (docs/vendors/zstack.md#errors). */
export interface ErrorCode {
  readonly code: string;
  readonly description: string;
  readonly details?: string;
  readonly cause?: ErrorCode;
  /** The list form, where several stores failed. */
  readonly causes?: readonly ErrorCode[];
}

const descriptions = {
  "SYS.1000": "An internal error happened in system",
  "SYS.1001": "A message or a operation timeout",
  "SYS.1003": "A resource can not be found",
  "SYS.1004": "Unable to delete a resource",
  "SYS.1005": "Unable to change resource state",
  "SYS.1006": "An operation failed",
  "SYS.1007": "One or more API argument is invalid",
  "SYS.1008": "Unknown message, no service can deal with the message",
  "ID.1000": "Unable to authenticate a user",
  "ID.1001": "The session is invalid, either wrong session id or the session has been expired",
  "ID.1002": "The user doesn't have permission to perform the operation",
  "ID.1006": "Max number of active sessions exceeded",
  "BS.1003": "Unable to allocate a backup storage",
  "VOLUME_SNAPSHOT.1000": "Snapshot is not in correct status for operation.",
} as const;
export type Code = keyof typeof descriptions;

export const errorCode = (
  code: Code,
  details: string,
  more: Pick<ErrorCode, "cause" | "causes"> = {},
): ErrorCode => ({ code, description: descriptions[code], details: details.slice(0, 4096), ...more });

/** Thrown where the server would set the error of a reply or an event. */
export class Failure extends Error {
  constructor(readonly error: ErrorCode) {
    super(`${error.code} ${error.details ?? error.description}`);
  }
}

export const failWith = (code: Code, details: string, more?: Pick<ErrorCode, "cause" | "causes">): never => {
  throw new Failure(errorCode(code, details, more));
};
