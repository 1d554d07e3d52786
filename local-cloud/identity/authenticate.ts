import { type Answer, type Call, Refusal, type TokenCall } from "../http/answer";
import { cinderError, gatewayError, glanceError, imsError, keystoneError, obsError } from "../http/envelope";
import type { Profile, Project } from "../world/profile";
import { failed, sessionExpired } from "../zstack/api/zstackEnvelope";
import { headerText, type Token, type TokenState, tokenState } from "./token";
import { isSigned, verifySignature } from "./verifySignature";

/** Who calls, by token or by signature. */
export interface Actor {
  readonly profile: Profile;
  /** Those it can work in. */
  readonly projects: readonly Project[];
  /** The one it works in: the token's, or the one that the signed request names. */
  readonly project?: Project;
  readonly admin: boolean;
}

/** Lets a call through to a service that needs a project, or refuses it the way that service does. */
export function authenticate(call: Call): TokenCall {
  const { profile, project, admin } = signedInActor(call);
  if (project) return Object.assign(call, { profile, project, admin });
  // To Glance an unscoped token is that of somebody without images.
  if (call.service === "glance")
    return Object.assign(call, { profile, project: { id: "", name: "" }, admin });
  throw new Refusal(withoutProject(call));
}

/** OpenStack's own services know tokens only. Beside a token, a signature is not looked at. */
export function signedInActor(call: Call): Actor {
  const huawei = ["iam", "evs", "ims", "ecs", "cbr", "csbs"].includes(call.service);
  if (huawei && isSigned(call) && call.headers["x-auth-token"] === undefined) return bySignature(call);
  const state = tokenState(call, headerText(call, "x-auth-token"));
  if (typeof state === "string") throw new Refusal(unauthorized(call, state));
  call.seenProfile = state.profile.name;
  return actorOf(state);
}

export function actorOf({ profile, project, agency, federation, admin }: Token): Actor {
  const projects = agency ? [agency.project] : (federation?.projects ?? profile.projects);
  return { profile, projects, admin, ...(project && { project }) };
}

/**
 * X-Project-Id names the project. Without it the region's main one is meant, which bears its name (signing guide: the
 * header is needed "if your resources are in a subproject"); an account that has none gets no further, as without a role.
 * That a foreign project is APIGW.0310 is likely by its text, and written nowhere.
 */
function bySignature(call: Call): Actor {
  const { profile, projects } = verifySignature(call);
  const wanted = headerText(call, "x-project-id");
  const project = projects.find(({ id, name }) =>
    wanted === undefined ? name === profile.region : id === wanted,
  );
  if (wanted !== undefined && project === undefined)
    throw new Refusal(gatewayError(call, 403, "APIGW.0310", "The project is unavailable"));
  return { profile, projects, admin: false, ...(project && { project }) };
}

export function unauthorized(call: Call, state: Exclude<TokenState, object>): Answer {
  switch (call.service) {
    case "glance":
      // Glance runs the middleware with delay_auth_decision, so its own text answers, by Accept
      // (docs/vendors/openstack.md#glance).
      return early(
        glanceError(
          call,
          401,
          "This server could not verify that you are authorized to access the document you requested. Either you " +
            "supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply " +
            "the credentials required.",
          "",
          challenge(call),
        ),
      );
    case "zstack":
      return failed(sessionExpired);
    case "obs":
      return obsError(call, 403, "AccessDenied", "Access Denied");
    case "cinder":
      return early(notSignedIn(call));
    case "keystone":
    case "iam":
      return notSignedIn(call);
    default:
      return gatewayUnauthorized(call, state);
  }
}

/** Keystone's own words, which its middleware in front of Cinder has too. */
export const notSignedIn = (call: Call): Answer =>
  keystoneError(401, "The request you have made requires authentication.", challenge(call));

const early = (answer: Answer): Answer => ({ ...answer, early: true });

/** Keystone itself names the address with its version. */
const challenge = (call: Call): Record<string, string> => ({
  "www-authenticate": `Keystone uri="${call.world.origin}/keystone${call.service === "keystone" ? "/v3" : ""}"`,
});

/**
 * docs/vendors/open-telekom-and-huawei.md#gateway-codes,
 * docs/vendors/open-telekom-and-huawei.md#choices-of-the-local-cloud: an old token must be updated; none at all, or one
 * the gateway cannot read, is incorrect information.
 */
const gatewayUnauthorized = (call: Call, state: Exclude<TokenState, object>): Answer =>
  state === "expired" || state === "revoked"
    ? gatewayError(call, 401, "APIGW.0307", "The token must be updated")
    : gatewayError(
        call,
        401,
        "APIGW.0301",
        `Incorrect IAM authentication information: ${state === "missing" ? "x-auth-token not found" : "decrypt token fail"}`,
      );

/** An unscoped token carries no role in any project. */
function withoutProject(call: Call): Answer {
  if (call.service === "ims") return imsError("IMG.0030", "The project ID and token are invalid.");
  if (["evs", "ecs", "cbr", "csbs"].includes(call.service))
    return gatewayError(call, 403, "APIGW.0302", "The IAM user is not authorized");
  if (call.service === "cinder") return cinderError(400, "Malformed request url");
  return unauthorized(call, "unknown");
}
