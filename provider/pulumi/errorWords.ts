import { CloudError, explain } from "../http/errors";
import { printable } from "../http/log/printable";
import { PartialFailureError } from "../lifecycle/claim/partialFailureError";
import type { Props } from "../lifecycle/state/inputs";
import { wellFormed } from "./plainJson";
import type { SecretMask } from "./secretMask";

/** What the engine learns of an error, in whichever way each form tells it. */
export interface ErrorWords {
  readonly message: string;
  /** The image that is kept unfinished: the next `up` goes on with it. */
  readonly kept?: { readonly id: string; readonly properties: Props; readonly reasons: readonly string[] };
  /** Of our own bugs alone: an error for people has none, because the engine would print it. */
  readonly stack?: string;
}

/** Above some 52 KB the engine hangs on a partial failure (docs/vendors/pulumi.md#partial-failure). */
const MESSAGE_LIMIT = 4_000;

/** `mask` takes the secrets out. */
export function errorWords(error: unknown, mask: SecretMask): ErrorWords {
  const hushed = (text: string) => shortened(printable(mask(text)));
  if (error instanceof PartialFailureError) {
    const { id, properties, reasons } = error;
    return { message: hushed(error.message), kept: { id, properties, reasons: reasons.map(hushed) } };
  }
  if (error instanceof CloudError) return { message: hushed(explain(error)) };
  if (!(error instanceof Error)) return { message: hushed(String(error)), stack: "" };
  return { message: hushed(error.message), stack: hushed(error.stack ?? "") };
}

function shortened(text: string): string {
  return text.length > MESSAGE_LIMIT ? `${wellFormed(text.slice(0, MESSAGE_LIMIT))}…` : text;
}
