import { defaultTimeouts } from "../../resources/defaultTimeouts";
import { durationMs } from "../../resources/durationMs";
import type { Timeouts } from "../../resources/resource";

export type Operation = keyof typeof defaultTimeouts;

/** The argument wins over the option `customTimeouts`. */
export function timeoutMs(operation: Operation, own: Timeouts | undefined, custom: Timeouts): number {
  const text = own?.[operation] ?? custom[operation];
  return durationMs(text ?? "") ?? durationMs(defaultTimeouts[operation]) ?? 0;
}
