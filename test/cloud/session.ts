import { type Answer, type Call, Refusal, type TokenCall } from "./answer";
import { gatewayError, glanceError, imsError, keystoneError } from "./errors";
import { headerText, type TokenState, tokenState } from "./tokens";

/** Lets a call through to a service that needs a project, or refuses it the way that service does. */
export function authenticate(call: Call): TokenCall {
  const state = tokenState(call, headerText(call, "x-auth-token"));
  if (typeof state === "string") throw new Refusal(unauthorized(call, state));
  call.seenProfile = state.profile.name;
  if (!state.project) throw new Refusal(withoutProject(call));
  return Object.assign(call, { token: state, profile: state.profile, project: state.project });
}

export function unauthorized(call: Call, state: Exclude<TokenState, object>): Answer {
  switch (call.service) {
    case "glance":
      // Glance runs the middleware with delay_auth_decision, so its own text answers, by Accept (api-openstack.md §2.5).
      return withChallenge(
        call,
        glanceError(
          call,
          401,
          "This server could not verify that you are authorized to access the document you requested. Either you " +
            "supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply " +
            "the credentials required.",
        ),
      );
    case "cinder":
    case "keystone":
    case "iam":
      return withChallenge(call, keystoneError(401, "The request you have made requires authentication."));
    default:
      return gatewayUnauthorized(call, state);
  }
}

/** §9.2, §12: an old token must be updated; none at all, or one the gateway cannot read, is incorrect information. */
const gatewayUnauthorized = (call: Call, state: Exclude<TokenState, object>): Answer =>
  state === "expired" || state === "revoked"
    ? gatewayError(call, 401, "APIGW.0307", "The token must be updated")
    : gatewayError(
        call,
        401,
        "APIGW.0301",
        `Incorrect IAM authentication information: ${state === "missing" ? "x-auth-token not found" : "decrypt token fail"}`,
      );

const withChallenge = (call: Call, answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, "www-authenticate": `Keystone uri="${call.world.origin}/keystone"` },
});

/** An unscoped token carries no role in any project. */
function withoutProject(call: Call): Answer {
  if (call.service === "ims") return imsError("IMG.0030", "The project ID and token are invalid.");
  if (call.service === "evs") return gatewayError(call, 403, "APIGW.0302", "The IAM user is not authorized");
  return unauthorized(call, "unknown");
}
