import * as pulumi from "@pulumi/pulumi";
import { CloudError, explain } from "../http/errors";

/** A setting that a program cannot use is told by its words and hint alone: Pulumi prints other errors with their stack. */
export function forPeople<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof CloudError ? new pulumi.RunError(explain(error)) : error;
  }
}
