import { createHash } from "node:crypto";
import { z } from "zod";
import type { Transport } from "../../../http/transport";
import { type CloudSettings, Secret } from "../../settings";

/**
 * ZStack gets the SHA-512 of a password as lower-case hex, which is as good as the password
 * (docs/vendors/zstack.md#sessions).
 */
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

/** The same transport, whose invalid answers are not quoted in errors: they may hold the session's uuid. */
export function withHiddenAnswers(transport: Transport): Transport {
  return {
    async send(request, signal) {
      const answer = await transport.send(request, signal);
      const granted = answer.status >= 200 && answer.status < 300;
      return granted && !isJson(answer.text) ? { ...answer, text: "" } : answer;
    },
    close: () => transport.close(),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export const LoginAnswer = z.looseObject({
  inventory: z.looseObject({ uuid: z.string().min(1), accountUuid: z.string().nullish() }),
});
