import { z } from "zod";
import type { Caller } from "../../../http/call";
import type { Clock } from "../../../http/clock";
import { cloudTime } from "../../../http/failures/failureOf";
import { explainForeignAnswer } from "../../keystone/failures";
import { identityBase } from "../../keystone/identityBase";
import { type CloudSettings, Secret } from "../../settings";
import type { AccessKeys } from "./signer";
import type { KeySource } from "./signing";

const KeysAnswer = z.looseObject({
  credential: z.looseObject({
    access: z.string(),
    secret: z.string(),
    securitytoken: z.string(),
    expires_at: z.string(),
  }),
});

/** A request for temporary keys. */
export interface KeysRequest {
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The part of the body that proves the right to the keys. */
  readonly identity: unknown;
  readonly seconds: number;
}

/** Keys are renewed this long before they end, as tokens are. */
const RENEW_BEFORE_MS = 120_000;

/** Temporary keys that IAM issues: one pair for a cloud and run. */
export class TemporaryKeys implements KeySource {
  readonly renewable = true;
  readonly #settings: CloudSettings;
  readonly #caller: Caller;
  readonly #clock: Clock;
  readonly #prepare: () => Promise<KeysRequest>;
  #granted: { readonly keys: AccessKeys; readonly renewAt: number } | undefined;
  #pending: Promise<AccessKeys> | undefined;

  constructor(settings: CloudSettings, caller: Caller, clock: Clock, prepare: () => Promise<KeysRequest>) {
    this.#settings = settings;
    this.#caller = caller;
    this.#clock = clock;
    this.#prepare = prepare;
  }

  async current(refused?: string): Promise<AccessKeys> {
    const granted = this.#granted;
    const fresh = granted !== undefined && granted.renewAt > this.#clock.now();
    if (fresh && granted.keys.accessKey !== refused) return granted.keys;
    this.#pending ??= this.#request().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /**
   * `POST /v3.0/OS-CREDENTIAL/securitytokens`; sending it twice does no harm
   * (docs/vendors/open-telekom-and-huawei.md#temporary-keys).
   */
  async #request(): Promise<AccessKeys> {
    const { what, headers = {}, identity, seconds } = await this.#prepare();
    const base = identityBase(this.#settings).replace(/v3$/, "v3.0");
    const url = new URL(`${base}/OS-CREDENTIAL/securitytokens`);
    const body = { auth: { identity } };
    const call = { what, method: "POST", url, headers, body, idempotent: true, confidential: true } as const;
    const answer = await this.#caller.exchange({ ...call, answer: KeysAnswer }).catch((error: unknown) => {
      throw explainForeignAnswer(error, this.#settings);
    });
    const { access, secret, securitytoken, expires_at } = answer.data.credential;
    const keys = {
      accessKey: access,
      secretKey: new Secret(secret),
      securityToken: new Secret(securitytoken),
    };
    // Measured by the cloud's clock, since ours may be wrong; at most what was requested.
    const left = Date.parse(expires_at) - (cloudTime(answer) ?? Number.NaN);
    const lifetimeMs = left > 0 ? Math.min(left, seconds * 1000) : seconds * 1000;
    const renewMs = Math.max(lifetimeMs - RENEW_BEFORE_MS, lifetimeMs / 2);
    this.#granted = { keys, renewAt: this.#clock.now() + renewMs };
    return keys;
  }
}
