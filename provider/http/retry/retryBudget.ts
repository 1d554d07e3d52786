import { type CloudError, ThrottledError } from "../errors";

/**
 * Retries are paid from one budget for each origin, so that a cloud that is down gets a few more calls and not five
 * times as many. The prices are those of AWS's standard mode, 2026: 500 tokens, 14 for a retry after a transient failure, 5
 * after throttling; each answer earns 1. One failure in twenty answers is paid for by the others.
 */
export class RetryBudget {
  #tokens = 500;

  /** Takes the price of a retry; false if too few tokens are left. */
  pay(error: CloudError): boolean {
    const price = error instanceof ThrottledError ? 5 : 14;
    // Throttling only slows a call down and never fails it: its retries may empty the budget, but never end for lack of tokens.
    if (this.#tokens < price && !(error instanceof ThrottledError)) return false;
    this.#tokens = Math.max(0, this.#tokens - price);
    return true;
  }

  succeed(): void {
    this.#tokens = Math.min(500, this.#tokens + 1);
  }
}
