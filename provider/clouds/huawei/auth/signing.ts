import type { Authorizer } from "../../../http/call";
import { type AccessKeys, accessKeyOf, type Scope, signed } from "./signer";
import type { SigningClock } from "./signingClock";

/** Where the keys of a session come from. */
export interface KeySource {
  /** The current keys. `refused` is an access key that the cloud has just refused. */
  current(refused?: string): Promise<AccessKeys>;
  /** Whether another request can give other keys. */
  readonly renewable: boolean;
}

/** Keys that the user gave: there are no others. */
export function givenKeys(keys: AccessKeys): KeySource {
  return { current: async () => keys, renewable: false };
}

/**
 * Signs requests. Wrong keys are not tried again: after five refusals in a row the gateway locks a key for five minutes,
 * for everybody who uses it (APIG FAQ, "AK access failed to reach the limit").
 */
export function signing(keys: KeySource, clock: SigningClock, scope: () => Promise<Scope>): Authorizer {
  return {
    async authorize(request) {
      const reach = await scope();
      return signed(request, await keys.current(), clock.now(), reach);
    },
    async renew(request, refusal) {
      if (clock.setRight(request, refusal)) return true;
      if (!keys.renewable) return false;
      await keys.current(accessKeyOf(request));
      return true;
    },
  };
}
