import { z } from "zod";
import type { FullAnswer } from "../../../../http/call";
import { cloudTime } from "../../../../http/failures/failureOf";
import { Secret } from "../../../settings";
import type { GrantedKeys } from "./renewedKeys";

/** IAM and the metadata service of a server answer alike (docs/vendors/open-telekom-and-huawei.md#temporary-keys). */
export const KeysAnswer = z.looseObject({
  credential: z.looseObject({
    access: z.string(),
    secret: z.string(),
    securitytoken: z.string(),
    expires_at: z.string(),
  }),
});

/** `seconds`: how long they are good for at most, and if the answer's time cannot be used. */
export function grantedKeys(answer: FullAnswer<z.infer<typeof KeysAnswer>>, seconds: number): GrantedKeys {
  const { access, secret, securitytoken, expires_at } = answer.data.credential;
  const keys = {
    accessKey: access,
    secretKey: new Secret(secret),
    securityToken: new Secret(securitytoken),
  };
  // Measured by the cloud's clock, since ours may be wrong.
  const left = Date.parse(expires_at) - (cloudTime(answer) ?? Number.NaN);
  return { keys, lifetimeMs: left > 0 ? Math.min(left, seconds * 1000) : seconds * 1000 };
}
