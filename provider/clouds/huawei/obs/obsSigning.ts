import type { Authorizer } from "../../../http/call";
import type { HuaweiSession } from "../auth/huaweiSession";
import { obsAccessKeyOf, signedForObs } from "../auth/obsSigner";
import { resourceOf } from "./obsAddress";

/** Signs requests to OBS, with the keys of the session and at the cloud's time. */
export function obsSigning({ keys, signingClock, endpoint }: HuaweiSession): Authorizer {
  return {
    async authorize(request) {
      const { url, path = url.pathname } = request;
      const resource = resourceOf({ url, path }, new URL(await endpoint("object")));
      return signedForObs(request, resource, await keys.current(), signingClock.now());
    },
    async renew(request, refusal) {
      if (signingClock.setRight(request, refusal)) return true;
      if (!keys.renewable || refusal.code !== "InvalidAccessKeyId") return false;
      await keys.current(obsAccessKeyOf(request));
      return true;
    },
  };
}
