import type { Clock } from "../../../../http/clock";
import type { AccessKeys } from "../signer";
import type { KeySource } from "../signing";

/** Temporary keys, and how long they are good for. */
export interface GrantedKeys {
  readonly keys: AccessKeys;
  readonly lifetimeMs: number;
}

/** Keys are renewed this long before they end, as tokens are. */
const RENEW_BEFORE_MS = 120_000;

/** Temporary keys that are requested when they are needed: one pair for a cloud and run. */
export class RenewedKeys implements KeySource {
  readonly renewable = true;
  readonly #clock: Clock;
  readonly #request: () => Promise<GrantedKeys>;
  #granted: { readonly keys: AccessKeys; readonly renewAt: number } | undefined;
  #pending: Promise<AccessKeys> | undefined;

  constructor(clock: Clock, request: () => Promise<GrantedKeys>) {
    this.#clock = clock;
    this.#request = request;
  }

  async current(refused?: string): Promise<AccessKeys> {
    const granted = this.#granted;
    const fresh = granted !== undefined && granted.renewAt > this.#clock.now();
    if (fresh && granted.keys.accessKey !== refused) return granted.keys;
    this.#pending ??= this.#renew().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #renew(): Promise<AccessKeys> {
    const { keys, lifetimeMs } = await this.#request();
    const renewMs = Math.max(lifetimeMs - RENEW_BEFORE_MS, lifetimeMs / 2);
    this.#granted = { keys, renewAt: this.#clock.now() + renewMs };
    return keys;
  }
}
