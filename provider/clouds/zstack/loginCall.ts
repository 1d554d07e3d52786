import { createHash } from "node:crypto";
import { z } from "zod";
import { type CloudSettings, Secret } from "../settings";

/** ZStack gets the SHA-512 of a password as lower-case hex, which is as good as the password (api-zstack §1.4). */
export function hashed(password: Secret): Secret {
  return new Secret(createHash("sha512").update(password.reveal(), "utf8").digest("hex"));
}

/** `LogInByAccount` for an account, `LogInByUser` for one of its users (APILogInByUserMsg.java; not tried on a server). */
export function loginOf(
  { accountName, userName }: Pick<CloudSettings, "accountName" | "userName">,
  password: Secret,
): { readonly path: string; readonly body: object } {
  const hash = hashed(password).reveal();
  if (accountName === undefined) {
    return {
      path: "/accounts/login",
      body: { logInByAccount: { accountName: userName, password: hash } },
    };
  }
  return { path: "/accounts/users/login", body: { logInByUser: { accountName, userName, password: hash } } };
}

export const LoginAnswer = z.looseObject({
  inventory: z.looseObject({ uuid: z.string().min(1), accountUuid: z.string().nullish() }),
});
