import { type Answer, type Call, json, noContent, Refusal } from "../http/answer";
import { refuseKeystone } from "../http/envelope";
import { open, type Route } from "../http/route";
import { microsZ } from "../world/clock";
import { applicationCredential } from "../world/profile";
import { type Actor, signedInActor, unauthorized } from "./authenticate";
import { catalogue } from "./catalogue";
import { createSecurityToken } from "./createSecurityToken";
import { byBearer, byIdToken } from "./federation/federate";
import { federatedUser } from "./federation/identityProvider";
import { badToken, notAuthorized, signIn } from "./signIn";
import { type Grant, headerText, issueToken, type Token, tokenState } from "./token";

/** IAM and Keystone speak the same API v3 here; `service` keeps their users and tokens apart. */
export const identityRoutes = (service: "iam" | "keystone"): Route[] => [
  open(`${service}.versions`, "GET /", versions),
  open(`${service}.version`, "GET /v3", (call) => json(200, { version: version(call) })),
  open(`${service}.createToken`, "POST /v3/auth/tokens", createToken),
  open(`${service}.checkToken`, "HEAD /v3/auth/tokens", showToken),
  open(`${service}.showToken`, "GET /v3/auth/tokens", showToken),
  open(`${service}.revokeToken`, "DELETE /v3/auth/tokens", revokeToken),
  open(`${service}.showCatalogue`, "GET /v3/auth/catalog", showCatalogue),
  open(`${service}.listProjects`, "GET /v3/projects", listAllProjects),
  open(`${service}.listOwnProjects`, "GET /v3/auth/projects", listProjects),
  open(`${service}.listOwnDomains`, "GET /v3/auth/domains", listOwnDomains),
  open(`${service}.showProject`, "GET /v3/projects/{id}", showProject),
  open(
    `${service}.federate`,
    "POST /v3/OS-FEDERATION/identity_providers/{idp}/protocols/{protocol}/auth",
    federate,
  ),
  ...(service === "iam"
    ? [
        open("iam.exchangeIdToken", "POST /v3.0/OS-AUTH/id-token/tokens", exchangeIdToken),
        open("iam.createSecurityToken", "POST /v3.0/OS-CREDENTIAL/securitytokens", createSecurityToken),
      ]
    : []),
];

const selfUrl = (call: Call): string => `${call.world.origin}/${call.service}/v3/`;

const version = (call: Call): object => ({
  id: "v3.14",
  status: "stable",
  updated: "2020-04-07T00:00:00Z",
  links: [{ rel: "self", href: selfUrl(call) }],
  "media-types": [{ base: "application/json", type: "application/vnd.openstack.identity-v3+json" }],
});

const versions = (call: Call): Answer =>
  json(300, { versions: { values: [version(call)] } }, { location: selfUrl(call) });

const createToken = (call: Call): Answer => issued(call, signIn(call));
const federate = (call: Call): Answer => issued(call, byBearer(call));
const exchangeIdToken = (call: Call): Answer => issued(call, byIdToken(call));

function issued(call: Call, grant: Grant): Answer {
  const token = issueToken(call.world, grant);
  call.seenProfile = token.profile.name;
  const withCatalogue = !call.query.has("nocatalog");
  return json(201, tokenBody(call, token, withCatalogue), {
    "x-subject-token": token.id,
    vary: "X-Auth-Token",
  });
}

function tokenBody(call: Call, token: Token, withCatalogue: boolean): object {
  const { profile, project, agency, federation } = token;
  const { domain } = agency ?? profile;
  const person = token.admin && profile.admin ? profile.admin.user : profile.user;
  const user = { ...person, domain: profile.domain };
  const roles = [...(token.admin ? ["admin"] : []), ...profile.roles];
  return {
    token: {
      methods: token.methods,
      user: federation
        ? federatedUser(token, federation)
        : agency
          ? { id: user.id, name: `${domain.name}/${agency.name}`, domain }
          : { ...user, password_expires_at: call.service === "iam" ? "" : null },
      ...(agency ? { assumed_by: { user } } : {}),
      audit_ids: token.auditIds,
      issued_at: microsZ(token.issuedAt),
      expires_at: microsZ(token.expiresAt),
      ...(project ? { project: { ...project, domain }, is_domain: false } : {}),
      ...(token.domainScoped ? { domain } : {}),
      ...(project || token.domainScoped
        ? { roles: roles.map((name, place) => ({ id: String(place).repeat(32), name })) }
        : {}),
      ...(token.applicationCredential
        ? { application_credential: { ...applicationCredential, restricted: true } }
        : {}),
      ...((project || token.domainScoped) && withCatalogue ? { catalog: catalogue(call.world, token) } : {}),
    },
  };
}

function signedIn(call: Call): Token {
  const state = tokenState(call, headerText(call, "x-auth-token"));
  if (typeof state === "string") throw new Refusal(unauthorized(call, state));
  call.seenProfile = state.profile.name;
  return state;
}

function subject(call: Call): Token {
  signedIn(call);
  const state = tokenState(call, headerText(call, "x-subject-token"));
  if (typeof state !== "string") return state;
  if (call.service === "iam") return refuseKeystone(404, "Could not find token.");
  return state === "missing"
    ? refuseKeystone(403, `${notAuthorized}: identity:validate_token.`)
    : refuseKeystone(404, badToken(state));
}

function showToken(call: Call): Answer {
  const token = subject(call);
  return json(200, tokenBody(call, token, !call.query.has("nocatalog")), { "x-subject-token": token.id });
}

function revokeToken(call: Call): Answer {
  subject(call).revoked = true;
  return noContent();
}

/** By signature too: it is how clients with access keys find the services. */
function showCatalogue(call: Call): Answer {
  const actor = signedInActor(call);
  if (call.service === "keystone" && !actor.project) return refuseKeystone(403, `${notAuthorized}.`);
  const catalog = catalogue(call.world, actor);
  return json(200, { catalog, links: { self: `${selfUrl(call)}auth/catalog` } });
}

/** The accounts that the caller can work in: none at Keystone, where it has roles in projects only; its own one (IAM, "Querying the List of Accounts Accessible to IAM Users"). */
function listOwnDomains(call: Call): Answer {
  const { id, name } = domainOf(signedInActor(call));
  const wanted = call.query.get("name");
  const links = { self: `${selfUrl(call)}domains/${id}` };
  const own = { id, name, description: "", enabled: true, links };
  const isOwn = call.service === "iam" && (wanted === null || wanted === name);
  return json(200, { domains: isOwn ? [own] : [], links: listLinks(call) });
}

/** The keys of an agency work in the account that delegates. */
const domainOf = ({ profile, projects }: Actor): { id: string; name: string } =>
  profile.agency && projects.includes(profile.agency.project) ? profile.agency.domain : profile.domain;

const projectBody = (call: Call, actor: Actor, project: { id: string; name: string }): object => ({
  ...project,
  description: "",
  enabled: true,
  is_domain: false,
  domain_id: domainOf(actor).id,
  parent_id: domainOf(actor).id,
  ...(call.service === "keystone" ? { tags: [], options: {} } : {}),
  links: { self: `${selfUrl(call)}projects/${project.id}` },
});

const listLinks = (call: Call): object => {
  const query = call.query.size > 0 ? `?${call.query}` : "";
  return { self: `${selfUrl(call)}${call.rest.replace(/^\/v3\//, "")}${query}`, previous: null, next: null };
};

/** Of Keystone's own roles only the administrator's sees all. */
function listAllProjects(call: Call): Answer {
  if (call.service === "keystone" && !signedInActor(call).admin)
    refuseKeystone(403, `${notAuthorized}: identity:list_projects.`);
  return listProjects(call);
}

function listProjects(call: Call): Answer {
  const actor = signedInActor(call);
  const name = call.query.get("name");
  const projects = actor.projects.filter((project) => name === null || project.name === name);
  return json(200, {
    links: listLinks(call),
    projects: projects.map((project) => projectBody(call, actor, project)),
  });
}

function showProject(call: Call): Answer {
  const actor = signedInActor(call);
  if (call.service === "keystone" && !actor.admin && actor.project?.id !== call.params.id)
    return refuseKeystone(403, `${notAuthorized}: identity:get_project.`);
  const project = actor.projects.find(({ id }) => id === call.params.id);
  if (!project) return refuseKeystone(404, `Could not find project: ${call.params.id}.`);
  return json(200, { project: projectBody(call, actor, project) });
}
