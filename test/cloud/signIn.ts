import { z } from "zod";
import { type Call, mediaType, Refusal } from "./answer";
import { keystoneError, refuseKeystone } from "./errors";
import { applicationCredential, type Profile, type Project } from "./profiles";
import { type Grant, tokenState } from "./tokens";

/** `POST /v3/auth/tokens`: who asks, and for what (api-huawei-otc.md §7.1, api-openstack.md §2.3). */

const named = z.strictObject({ id: z.string().optional(), name: z.string().optional() });
const owned = named.extend({ domain: named.optional() });

const request = z.strictObject({
  auth: z.strictObject({
    identity: z.strictObject({
      methods: z.array(z.string()).min(1),
      password: z.strictObject({ user: owned.extend({ password: z.string() }) }).optional(),
      token: z.strictObject({ id: z.string() }).optional(),
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

type Identity = z.infer<typeof request>["auth"]["identity"];
type Scope = z.infer<typeof request>["auth"]["scope"];

export function signIn(call: Call): Grant {
  if (mediaType(call) !== "application/json")
    refuseKeystone(415, "Unsupported media type; application/json is expected.");
  const { identity, scope } = parse(call.rawBody);
  const profiles = call.world.profiles.filter(
    (profile) => (profile.name === "openstack") === (call.service === "keystone"),
  );
  const grants = identity.methods.map((method) => proof(call, profiles, method, identity));
  const first = grants[0] as Grant;
  return { ...first, methods: identity.methods, ...scoped(first, scope) };
}

function parse(rawBody: string): z.infer<typeof request>["auth"] {
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
  if (method === "password") return byPassword(profiles, identity.password);
  if (method === "token") return byToken(call, identity.token);
  if (method === "application_credential" && call.service === "keystone")
    return byApplicationCredential(call, profiles, identity.application_credential);
  return denied();
}

const missing = (name: string): never =>
  refuseKeystone(
    400,
    `'${name}' is a required property\n\nFailed validating 'required' in schema['properties']['identity']`,
  );

const denied = (): never => {
  throw new Refusal(
    keystoneError(401, "The request you have made requires authentication.", {
      "www-authenticate": "Keystone",
    }),
  );
};

function byPassword(profiles: readonly Profile[], given: Identity["password"]): Grant {
  if (!given) return missing("password");
  const { user } = given;
  if (!user.id && !user.domain?.id && !user.domain?.name) return missing("domain");
  const profile = profiles.find(({ user: known, domain }) =>
    user.id ? user.id === known.id : user.name === known.name && matches(user.domain ?? {}, domain),
  );
  if (profile?.password !== user.password) return denied();
  return { profile: profile as Profile, domainScoped: false, methods: [], applicationCredential: false };
}

const matches = (given: { id?: string | undefined; name?: string | undefined }, known: Project): boolean =>
  given.id !== undefined ? given.id === known.id : given.name === known.name;

function byToken(call: Call, given: Identity["token"]): Grant {
  if (!given) return missing("token");
  const state = tokenState(call, given.id);
  if (typeof state === "string") return denied();
  const { profile, project, applicationCredential: bound } = state;
  return { profile, project, domainScoped: false, methods: [], applicationCredential: bound };
}

/** It is bound to one project and takes no scope. */
function byApplicationCredential(
  call: Call,
  profiles: readonly Profile[],
  given: Identity["application_credential"],
): Grant {
  if (!given) return missing("application_credential");
  const profile = profiles[0] as Profile;
  const known =
    given.id === applicationCredential.id ||
    (given.name === applicationCredential.name && given.user?.name === profile.user.name);
  if (!known || given.secret !== call.world.applicationCredentialSecret) return denied();
  return {
    profile,
    project: profile.projects[0],
    domainScoped: false,
    methods: [],
    applicationCredential: true,
  };
}

function scoped(grant: Grant, scope: Scope): Partial<Grant> {
  const wanted = typeof scope === "object" ? scope : undefined;
  if (grant.applicationCredential && (wanted?.project || wanted?.domain))
    return refuseKeystone(401, "Application credentials cannot request a scope.");
  if (wanted?.project) return { project: projectIn(grant.profile, wanted.project), domainScoped: false };
  if (wanted?.domain) {
    if (!matches(wanted.domain, grant.profile.domain)) return denied();
    return { project: undefined, domainScoped: true };
  }
  return {};
}

type Wanted = NonNullable<Exclude<NonNullable<Scope>, string>["project"]>;

/** Keystone answers 401, not 404, for a project that does not exist: it must not tell strangers which ones do. */
function projectIn(profile: Profile, wanted: Wanted): Project {
  if (profile.name === "openstack" && !wanted.id && !wanted.domain) return missing("domain");
  if (wanted.domain && !matches(wanted.domain, profile.domain)) return denied();
  return profile.projects.find((project) => matches(wanted, project)) ?? denied();
}
