import { type CloudError, ThrottledError } from "../errors";

/**
 * Retries are paid from a budget per origin, so that a cloud that is down gets a few more calls and not five
 * times as many. AWS standard mode, 2026: 500 tokens, 14 a transient retry, 5 a throttled one, 1 back an
 * answer. One bad answer in twenty is paid for by the good ones.
 */
export class RetryBudget {
  #tokens = 500;

  /** Takes the price of a retry; false when the budget does not hold it. */
  pay(error: CloudError): boolean {
    const price = error instanceof ThrottledError ? 5 : 14;
    // Throttling never fails a call (it is only slowed down): it may run the budget dry, not be stopped by it.
    if (this.#tokens < price && !(error instanceof ThrottledError)) return false;
    this.#tokens = Math.max(0, this.#tokens - price);
    return true;
  }

  succeed(): void {
    this.#tokens = Math.min(500, this.#tokens + 1);
  }
}
