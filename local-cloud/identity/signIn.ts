import { z } from "zod";
import { type Call, json, mediaType, Refusal } from "../http/answer";
import { refuseKeystone } from "../http/envelope";
import { applicationCredential, type Profile, type Project } from "../world/profile";
import { agencyOf, isWhole, roleFields, roleName } from "./agencyOf";
import { notSignedIn, signedInActor } from "./authenticate";
import { keystoneRequest } from "./keystoneRequest";
import { type Grant, type TokenState, tokenState } from "./token";

/**
 * `POST /v3/auth/tokens`: who asks, and for what (docs/vendors/open-telekom-and-huawei.md#tokens,
 * docs/vendors/openstack.md#keystone).
 */

/** What Keystone says of a right that somebody has not, before the right's name. */
export const notAuthorized = "You are not authorized to perform the requested action";

/** Keystone knows its own tokens by their form. */
export const badToken = (state: Exclude<TokenState, object>): string =>
  state === "unknown" ? "Could not recognize Fernet token" : "Failed to validate token";

const named = z.strictObject({ id: z.string().optional(), name: z.string().optional() });
const owned = named.extend({ domain: named.optional() });

const request = z.strictObject({
  auth: z.strictObject({
    identity: z.strictObject({
      methods: z.array(z.string()).min(1),
      password: z.strictObject({ user: owned.extend({ password: z.string() }) }).optional(),
      token: z.strictObject({ id: z.string() }).optional(),
      assume_role: z.strictObject(roleFields).optional(),
      application_credential: z
        .strictObject({
          id: z.string().optional(),
          name: z.string().optional(),
          user: owned.optional(),
          secret: z.string(),
        })
        .optional(),
    }),
    scope: z
      .union([
        z.literal("unscoped"),
        z.strictObject({
          project: owned.optional(),
          domain: named.optional(),
          unscoped: z.object({}).optional(),
        }),
      ])
      .optional(),
  }),
});

export type Auth = z.infer<typeof request>["auth"];
type Identity = Auth["identity"];
type Scope = Auth["scope"];

export function signIn(call: Call): Grant {
  const { identity, scope } = call.service === "keystone" ? keystoneRequest(call) : iamRequest(call);
  const profiles = call.world.profiles.filter(
    (profile) => (profile.name === "openstack") === (call.service === "keystone"),
  );
  const grants = identity.methods.map((method) => proof(call, profiles, method, identity));
  const first = grants[0] ?? denied(call);
  return { ...first, ...scoped(call, first, scope) };
}

function iamRequest(call: Call): Auth {
  if (mediaType(call) !== "application/json")
    refuseKeystone(415, "Unsupported media type; application/json is expected.");
  return parse(call.rawBody);
}

function parse(rawBody: string): Auth {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return refuseKeystone(400, "Malformed JSON in request body.");
  }
  const parsed = request.safeParse(body);
  if (parsed.success) return parsed.data.auth;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const where = issue.path.map((key) => `['${String(key)}']`).join("");
  // Keystone prints the jsonschema failure, which is long; clients must cope with newlines in it.
  return refuseKeystone(
    400,
    `${issue.message}\n\nFailed validating request body${where}:\n    ${issue.code}`,
  );
}

function proof(call: Call, profiles: readonly Profile[], method: string, identity: Identity): Grant {
  if (method === "password") return byPassword(call, profiles, identity.password);
  if (method === "token") return byToken(call, identity.token);
  if (method === "application_credential" && call.service === "keystone")
    return byApplicationCredential(call, profiles, identity.application_credential);
  if (method === "assume_role" && call.service === "iam") return byAgency(call, identity.assume_role);
  return denied(call);
}

const missing = (name: string): never =>
  refuseKeystone(
    400,
    `'${name}' is a required property\n\nFailed validating 'required' in schema['properties']['identity']`,
  );

const denied = (call: Call): never => {
  throw new Refusal(notSignedIn(call));
};

function byPassword(call: Call, profiles: readonly Profile[], given: Identity["password"]): Grant {
  if (!given) return missing("password");
  const { user } = given;
  if (!user.id && !user.domain?.id && !user.domain?.name) return missing("domain");
  for (const profile of profiles)
    for (const [known, admin] of [[profile, false] as const, [profile.admin, true] as const])
      if (known && isUser(user, known.user, profile) && user.password === known.password)
        return { profile, admin, domainScoped: false, methods: ["password"], applicationCredential: false };
  return denied(call);
}

const isUser = (given: z.infer<typeof owned>, known: Project, { domain }: Profile): boolean =>
  given.id ? given.id === known.id : given.name === known.name && matches(given.domain ?? {}, domain);

const matches = (given: { id?: string | undefined; name?: string | undefined }, known: Project): boolean =>
  given.id !== undefined ? given.id === known.id : given.name === known.name;

/** At IAM it is still for its project; Keystone's is for none, unless one is asked for. */
function byToken(call: Call, given: Identity["token"]): Grant {
  if (!given) return missing("token");
  const state = tokenState(call, given.id);
  if (typeof state === "string")
    return call.service === "iam" ? denied(call) : refuseKeystone(404, badToken(state));
  const { profile, admin, project, agency, federation, applicationCredential: bound, methods } = state;
  if (bound)
    return refuseKeystone(
      403,
      `${notAuthorized}: Using a delegated token to create another token is not allowed..`,
    );
  const kept = call.service === "iam" ? { project, agency } : {};
  const all = [...new Set(["token", ...methods])];
  return {
    profile,
    admin,
    ...kept,
    federation,
    domainScoped: false,
    methods: all,
    applicationCredential: false,
    from: state,
  };
}

/** Asked by whoever has a token or a key of the account that the agency is delegated to (IAM, "Obtaining an Agency Token"). */
function byAgency(call: Call, role: Identity["assume_role"]): Grant {
  const { profile } = signedInActor(call);
  if (!role || !isWhole(role)) return missing("assume_role");
  const agency = agencyOf(profile, role) ?? refuseKeystone(404, `Could not find agency: ${roleName(role)}.`);
  return { profile, admin: false, agency, domainScoped: false, methods: [], applicationCredential: false };
}

/** It is bound to one project and takes no scope. */
function byApplicationCredential(
  call: Call,
  profiles: readonly Profile[],
  given: Identity["application_credential"],
): Grant {
  if (!given) return missing("application_credential");
  const profile = profiles[0] as Profile;
  const { id, name, user } = given;
  if (id !== undefined && id !== applicationCredential.id)
    return refuseKeystone(404, `Could not find Application Credential: ${id}.`);
  const known =
    id !== undefined ||
    (name === applicationCredential.name && user !== undefined && isUser(user, profile.user, profile));
  if (!known || given.secret !== call.world.applicationCredentialSecret) return denied(call);
  return {
    profile,
    admin: false,
    project: profile.projects[0],
    domainScoped: false,
    methods: ["application_credential"],
    applicationCredential: true,
  };
}

export function scoped(call: Call, grant: Grant, scope: Scope): Partial<Grant> {
  const wanted = typeof scope === "object" ? scope : undefined;
  if (grant.applicationCredential && (wanted?.project || wanted?.domain)) {
    const { status, headers } = notSignedIn(call);
    const message =
      "Error authenticating with application credential: Application credentials cannot request a scope.";
    throw new Refusal(
      json(status, { error: { code: 401, message, title: "Unauthorized", identity: {} } }, headers),
    );
  }
  if (wanted?.project) return { project: projectIn(call, grant, wanted.project), domainScoped: false };
  if (wanted?.domain) {
    // OpenStack's user has a role in projects only.
    if (call.service === "keystone" || !matches(wanted.domain, (grant.agency ?? grant.profile).domain))
      return denied(call);
    return { project: undefined, domainScoped: true };
  }
  return {};
}

type Wanted = NonNullable<Exclude<NonNullable<Scope>, string>["project"]>;

/** Keystone answers 401, not 404, for a project that does not exist: it must not tell strangers which ones do. */
function projectIn(call: Call, { profile, agency, federation }: Grant, wanted: Wanted): Project {
  if (wanted.domain && !matches(wanted.domain, (agency ?? profile).domain)) return denied(call);
  const projects = agency ? [agency.project] : (federation?.projects ?? profile.projects);
  return projects.find((project) => matches(wanted, project)) ?? denied(call);
}
