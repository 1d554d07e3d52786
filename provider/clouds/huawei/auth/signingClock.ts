import type { Clock } from "../../../http/clock";
import type { CredentialsError } from "../../../http/errors";
import type { HttpRequest } from "../../../http/transport";
import { signedForObsAt } from "./obsSigner";
import { signedAt } from "./signer";

/**
 * The gateways refuse a signature that is more than 15 minutes off
 * (docs/vendors/open-telekom-and-huawei.md#request-signatures). Five minutes, as in the AWS SDKs, distinguish a wrong clock
 * from a slow network, and leave room for a gateway whose clock is off as well.
 */
const TOLERATED_MS = 5 * 60_000;

/**
 * The time in signatures: this machine's, until a refusal shows that the cloud's is different. The refusal's code and text
 * differ between gateways; its `Date` header does not.
 */
export class SigningClock {
  readonly #clock: Clock;
  readonly #warn: (text: string) => void;
  #offsetMs = 0;
  #warned = false;

  constructor(clock: Clock, warn: (text: string) => void) {
    this.#clock = clock;
    this.#warn = warn;
  }

  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  /**
   * Adopts the cloud's time if the refused request had another; false if it had the same, so that the keys must be wrong. It
   * compares the request's own time, because other requests may have corrected the clock in the meantime.
   */
  setRight(request: HttpRequest, { answeredAt }: CredentialsError): boolean {
    const at = signedAt(request) ?? signedForObsAt(request);
    if (at === undefined || answeredAt === undefined || Math.abs(answeredAt - at) < TOLERATED_MS)
      return false;
    this.#offsetMs = answeredAt - this.#clock.now();
    if (!this.#warned) this.#warn(wrongClock(this.#offsetMs));
    this.#warned = true;
    return true;
  }
}

function wrongClock(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const side = offsetMs > 0 ? "behind" : "ahead of";
  return `the clock of this machine is ${minutes} minutes ${side} the cloud's: requests are signed with the cloud's time. Set the clock right.`;
}
