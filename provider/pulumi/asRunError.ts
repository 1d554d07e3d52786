import * as pulumi from "@pulumi/pulumi";
import { CloudError, explain } from "../http/errors";

/** Turns an error about settings into a RunError: of any other error Pulumi prints the stack trace, which users do not need. */
export function asRunError<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof CloudError ? new pulumi.RunError(explain(error)) : error;
  }
}
