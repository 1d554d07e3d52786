import { z } from "zod";
import { type Answer, type Call, json, mediaType, Refusal } from "../http/answer";
import { refuseIam, refuseKeystone } from "../http/envelope";
import { microsZ } from "../world/clock";
import type { Profile, Project } from "../world/profile";
import { agencyOf, isWhole, roleFields, roleName } from "./agencyOf";
import { type Actor, actorOf, signedInActor, unauthorized } from "./authenticate";
import { issueKeys, type KeyRecord } from "./keyRecord";
import { tokenState } from "./token";
import { cloudTime, isSigned } from "./verifySignature";

/**
 * `POST /v3.0/OS-CREDENTIAL/securitytokens`: temporary keys for a token, or for an agency
 * (docs/vendors/open-telekom-and-huawei.md#temporary-keys).
 */

const seconds = z.number().int().min(900).max(86400).optional();

const request = z.strictObject({
  auth: z.strictObject({
    identity: z.strictObject({
      methods: z.tuple([z.enum(["token", "assume_role"])]),
      token: z.strictObject({ id: z.string().optional(), duration_seconds: seconds }).optional(),
      assume_role: z
        .strictObject({
          ...roleFields,
          duration_seconds: seconds,
          session_user: z.strictObject({ name: z.string() }).optional(),
        })
        .optional(),
    }),
  }),
});

type Identity = z.infer<typeof request>["auth"]["identity"];

export function createSecurityToken(call: Call): Answer {
  // The pages of a federated user's keys want the token in the body alone.
  const inBody = call.headers["x-auth-token"] === undefined && !isSigned(call);
  const actor = inBody ? undefined : signedInActor(call);
  const identity = parse(call);
  const by = actor ?? actorIn(call, identity);
  const granted = identity.methods[0] === "token" ? forToken(call, by, identity) : forAgency(by, identity);
  return json(201, { credential: wire(call, issueKeys(call.world, granted)) });
}

function actorIn(call: Call, { methods, token }: Identity): Actor {
  const state = methods[0] === "token" ? tokenState(call, token?.id) : "missing";
  if (typeof state === "string") throw new Refusal(unauthorized(call, state));
  call.seenProfile = state.profile.name;
  return actorOf(state);
}

function parse(call: Call): Identity {
  if (mediaType(call) !== "application/json")
    refuseKeystone(415, "Unsupported media type; application/json is expected.");
  try {
    return request.parse(JSON.parse(call.rawBody)).auth.identity;
  } catch {
    return refuseIam(400, "IAM.0011", "Request body is invalid.");
  }
}

interface Grant {
  readonly profile: Profile;
  readonly projects: readonly Project[];
  readonly seconds: number;
}

/** The token of the body, if there is one, counts; it must be the caller's own account's. */
function forToken(call: Call, { profile, projects }: Actor, { token }: Identity): Grant {
  if (token?.id !== undefined && typeof tokenState(call, token.id) === "string")
    refuseKeystone(401, "The request you have made requires authentication.");
  return { profile, projects, seconds: token?.duration_seconds ?? 900 };
}

function forAgency({ profile }: Actor, { assume_role: role }: Identity): Grant {
  if (role === undefined || !isWhole(role)) return refuseIam(400, "IAM.0011", "Request body is invalid.");
  const agency =
    agencyOf(profile, role) ?? refuseIam(404, "IAM.0004", `Could not find agency: ${roleName(role)}.`);
  return { profile, projects: [agency.project], seconds: role.duration_seconds ?? 900 };
}

/** `expires_at` is the cloud's time, like the `Date` of its answers. */
const wire = (call: Call, key: KeyRecord & { securityToken: string }): object => ({
  access: key.access,
  secret: key.secret,
  securitytoken: key.securityToken,
  expires_at: microsZ(key.expiresAt - call.now + cloudTime(call)),
});
