import { inspect } from "node:util";
import { CloudError } from "../../http/errors";
import { snippet } from "../../http/redact";
import type { ResourceLog } from "./host";

/** What nobody foresaw, in words for people. The error itself, with its stack, is the `cause`. */
export class BugError extends CloudError {
  constructor(cause: unknown) {
    super(`unexpected error (${snippet(wordsOf(cause), 200)}): this is a bug of pulumi-cloud-images`, {
      outcome: "unknown", // whatever had been sent may have been served
      hint: "run `pulumi up` again: it goes on with the image, if there is one by now. And report the bug with its stack, which `pulumi up --debug` shows",
      cause,
    });
  }
}

/** An error for people, whatever was thrown. The stack of a bug goes where `--debug` shows it. */
export function toCloudError(error: unknown, log: ResourceLog): CloudError {
  if (error instanceof CloudError) return error;
  log.debug?.(stackOf(error));
  return new BugError(error);
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : inspect(thrown);
}

function stackOf(thrown: unknown): string {
  return inspect(thrown); // an error's stack, and those of its causes
}
