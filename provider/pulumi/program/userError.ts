import * as pulumi from "@pulumi/pulumi";
import { CloudError, explain } from "../../http/errors";

/**
 * The one outlet for what is wrong with a program, its arguments or its settings: whatever is thrown while a program runs, and is no
 * bug, is made here. One text is one object, because Pulumi prints every error object once, however many promises it fails.
 */
export function userError(text: string): Error {
  const error = told.get(text) ?? new UserError(text);
  if (told.size === 0) process.on("rejectionHandled", warnOfOthers);
  told.set(text, error);
  return error;
}

/** Turns an error about settings into one for the user of a program. */
export function asUserError<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof CloudError ? userError(explain(error)) : error;
  }
}

const told = new Map<string, Error>();

/**
 * Pulumi prints a RunError without its stack trace, but only while the program's main part runs: of one that comes later it prints
 * `stack`, so that has the text alone. It also writes into `message` which argument has waited for the promise that failed ("error serializing
 * property"), which says nothing and may be several: so the text stays (docs/vendors/pulumi.md#errors-of-a-program).
 */
class UserError extends pulumi.RunError {
  constructor(text: string) {
    super(text);
    Object.defineProperty(this, "message", { get: () => text, set: () => {} });
    this.stack = text;
  }
}

/**
 * A promise that nobody awaits yet fails at once, and Pulumi prints its error. If it is awaited afterwards, as the outputs of a stack
 * are, Node warns that it was handled late. That is noise for an error of ours, and the warning as before for any other.
 */
function warnOfOthers(promise: Promise<unknown>): void {
  if (process.listenerCount("rejectionHandled") > 1) return; // then Node does not warn either
  promise.catch((error: unknown) => {
    if (error instanceof UserError) return;
    process.emitWarning("Promise rejection was handled asynchronously", "PromiseRejectionHandledWarning");
  });
}
