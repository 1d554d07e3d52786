import type { Answer, Call } from "../../http/answer";
import type { Route } from "../../http/route";
import { effectiveSettings } from "../../world/world";
import { type Api, acting, unsigned } from "../api/api";
import { Failure, failWith } from "../api/errorCode";
import { needText } from "../api/needText";
import { type Fields, integerField, object, textField } from "../api/readBody";
import { gson, refuseText, sessionExpired } from "../api/zstackEnvelope";
import { jobUuidOf, soon } from "../jobs/zstackJob";
import { logInByAccount, logInByUser, sessionInventory, validSession } from "./session";

/**
 * Logging in and out is answered at once, unlike every other call that changes something
 * (docs/vendors/zstack.md#sessions).
 */

const action = (call: Call, body: Fields, name: string): Fields => {
  jobUuidOf(call);
  if (!Object.hasOwn(body, name))
    refuseText(400, `the body doesn't contain action mapping to the URL[${call.rest}]`);
  return object(body[name]);
};

function logIn(call: Call, body: Fields): Answer {
  const message = "APILogInByAccountMsg";
  const fields = action(call, body, "logInByAccount");
  const name = needText(message, fields, "accountName");
  const session = logInByAccount(call.world, name, needText(message, fields, "password"));
  call.seenProfile = "zstack";
  return gson(200, { inventory: sessionInventory(call.world, session) });
}

/** APILogInByUserMsg.java: the account by its name or its uuid. */
function logInUser(call: Call, body: Fields): Answer {
  const message = "APILogInByUserMsg";
  const fields = action(call, body, "logInByUser");
  const account = { name: textField(fields, "accountName"), uuid: textField(fields, "accountUuid") };
  const userName = needText(message, fields, "userName");
  const session = logInByUser(call.world, account, userName, needText(message, fields, "password"));
  call.seenProfile = "zstack";
  return gson(200, { inventory: sessionInventory(call.world, session) });
}

/** No one asks who it is, and a session that is not there is logged out already. */
function logOut(call: Call): Answer {
  jobUuidOf(call);
  call.world.zstack.sessions.delete(call.params.uuid ?? "");
  return gson(200, {});
}

const renewApi: Api = {
  api: "renewSession",
  prepare: ({ call, params, identify }) => {
    const { world } = call;
    const duration = integerField(params, "duration") ?? effectiveSettings(world).zstackSessionSeconds;
    if (duration < 60 || duration > 31_536_000)
      failWith(
        "SYS.1007",
        "field[duration] of message[APIRenewSessionMsg] must be in range of [60, 31536000]",
      );
    identify();
    return (job) =>
      soon(world, job, (at) => {
        const session = validSession(world, call.params.uuid ?? "");
        if (!session) throw new Failure(sessionExpired);
        session.expiresAt = at + duration * 1000;
        return { inventory: sessionInventory(world, session) };
      });
  },
};

export const sessionRoutes: Route[] = [
  unsigned("zstack.login", "PUT /v1/accounts/login", logIn),
  unsigned("zstack.loginUser", "PUT /v1/accounts/users/login", logInUser),
  unsigned("zstack.logout", "DELETE /v1/accounts/sessions/{uuid}", logOut),
  unsigned("zstack.validateSession", "GET /v1/accounts/sessions/{uuid}/valid", (call) =>
    gson(200, { valid: validSession(call.world, call.params.uuid ?? "") !== undefined }),
  ),
  acting("zstack.renewSession", "PUT /v1/accounts/sessions/{uuid}/renew", [renewApi]),
];
