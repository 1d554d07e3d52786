import type { Ask, Step } from "../ask";

const domain = { id: "default" };
const user = { name: "demo", password: "{password}", domain };
const lab = { project: { name: "lab", domain } };
const byPassword = (fields: object = {}) => ({
  methods: ["password"],
  password: { user: { ...user, ...fields } },
});
const byCredential = (fields: object = {}) => ({
  methods: ["application_credential"],
  application_credential: { id: "{credential}", secret: "{credentialSecret}", ...fields },
});
const byToken = (id: string) => ({ methods: ["token"], token: { id } });

const signIn = (what: string, auth: unknown, more: Partial<Ask> = {}): Ask => ({
  what: `sign in ${what}`,
  line: "keystone POST /v3/auth/tokens",
  as: "nobody",
  body: { auth },
  ...more,
});
const check = (what: string, line: string, more: Partial<Ask> = {}): Ask => ({
  what: `Keystone: ${what}`,
  line: `keystone ${line}`,
  ...more,
});
const subject = (token: string) => ({ headers: { "x-subject-token": token } });

export const identityAsks: readonly Step[] = [
  check("versions", "GET /", { as: "nobody" }),
  check("version 3", "GET /v3", { as: "nobody" }),
  check("version 3, with a slash", "GET /v3/", { as: "nobody" }),
  check("a path that there is not", "GET /v3/nope", { as: "nobody" }),
  check("a version that there is not", "GET /v2.0/tokens", { as: "nobody" }),
  check("a method that there is not", "PUT /v3/auth/tokens", { as: "nobody", body: {} }),

  signIn("", { identity: byPassword(), scope: lab }, { keep: { again: "header:x-subject-token" } }),
  signIn(
    "without the catalogue",
    { identity: byPassword(), scope: lab },
    {
      line: "keystone POST /v3/auth/tokens?nocatalog",
    },
  ),
  signIn("to a project by its id", { identity: byPassword(), scope: { project: { id: "{project}" } } }),
  signIn("by the user's id", {
    identity: { methods: ["password"], password: { user: { id: "{user}", password: "{password}" } } },
    scope: lab,
  }),
  signIn("to no project", { identity: byPassword() }, { keep: { unscoped: "header:x-subject-token" } }),
  signIn("expressly to no project", { identity: byPassword(), scope: "unscoped" }),
  signIn("to a domain without a role in it", { identity: byPassword(), scope: { domain } }),
  signIn("as the administrator", {
    identity: {
      methods: ["password"],
      password: { user: { name: "admin", password: "{adminPassword}", domain } },
    },
    scope: lab,
  }),
  signIn("with a wrong password", { identity: byPassword({ password: "wrong" }), scope: lab }),
  signIn("as a user that there is not", { identity: byPassword({ name: "nobody" }), scope: lab }),
  signIn("to a project that there is not", {
    identity: byPassword(),
    scope: { project: { name: "nope", domain } },
  }),
  signIn("to a project of a domain that there is not", {
    identity: byPassword(),
    scope: { project: { name: "lab", domain: { id: "nope" } } },
  }),
  signIn("to a project without its domain", { identity: byPassword(), scope: { project: { name: "lab" } } }),
  signIn("to a project and a domain", { identity: byPassword(), scope: { ...lab, domain } }),
  signIn("with a user without its domain", { identity: byPassword({ domain: undefined }), scope: lab }),
  signIn("with a user of a domain that there is not", {
    identity: byPassword({ domain: { name: "nope" } }),
    scope: lab,
  }),
  signIn("without a user's name", { identity: byPassword({ name: undefined }), scope: lab }),
  signIn("without a password", { identity: byPassword({ password: undefined }), scope: lab }),
  signIn("with a password that is a number", { identity: byPassword({ password: 7 }), scope: lab }),
  signIn("without what its method needs", { identity: { methods: ["password"] }, scope: lab }),
  signIn("without methods", { identity: { password: byPassword().password }, scope: lab }),
  signIn("with no method at all", { identity: { methods: [] }, scope: lab }),
  signIn("by a method that there is not", { identity: { methods: ["magic"] }, scope: lab }),
  signIn("without an identity", { scope: lab }),
  signIn("with a field too many", { identity: byPassword(), scope: lab, extra: 1 }),
  signIn("without a body", undefined, { body: undefined, headers: { "content-type": "application/json" } }),
  signIn("with an empty object", undefined, { body: {} }),
  signIn("with a list", undefined, { body: [] }),
  signIn("with broken JSON", undefined, { body: "{" }),
  signIn("with text", { identity: byPassword(), scope: lab }, { headers: { "content-type": "text/plain" } }),
  signIn(
    "without a media type",
    { identity: byPassword(), scope: lab },
    { headers: { "content-type": null } },
  ),

  signIn(
    "by an application credential",
    { identity: byCredential() },
    {
      keep: { restricted: "header:x-subject-token" },
    },
  ),
  signIn("by an application credential's name", {
    identity: byCredential({ id: undefined, name: "demo-appcred", user: { name: "demo", domain } }),
  }),
  signIn("by an application credential's name without its user", {
    identity: byCredential({ id: undefined, name: "demo-appcred" }),
  }),
  signIn("by an application credential with a wrong secret", { identity: byCredential({ secret: "wrong" }) }),
  signIn("by an application credential that there is not", { identity: byCredential({ id: "nope" }) }),
  signIn("by an application credential without a secret", {
    identity: byCredential({ secret: undefined }),
  }),
  signIn("by an application credential to its own project", { identity: byCredential(), scope: lab }),
  signIn("by an application credential to another project", {
    identity: byCredential(),
    scope: { project: { id: "{other}" } },
  }),

  signIn("by a token", { identity: byToken("{memberToken}") }),
  signIn("by a token to another project", {
    identity: byToken("{memberToken}"),
    scope: { project: { id: "{other}" } },
  }),
  signIn("by an unscoped token", { identity: byToken("{unscoped}"), scope: lab }),
  signIn("by an application credential's token to another project", {
    identity: byToken("{restricted}"),
    scope: { project: { id: "{other}" } },
  }),
  signIn("by a token that there is not", { identity: byToken("gAAAAnope"), scope: lab }),
  signIn("by a token without an id", { identity: { methods: ["token"], token: {} } }),
  signIn("with an empty scope", { identity: byPassword(), scope: {} }),
  signIn("with a scope that there is not", { identity: byPassword(), scope: "nope" }),
  signIn("with an empty password", { identity: { methods: ["password"], password: {} } }),
  signIn("to a project without a name", { identity: byPassword(), scope: { project: {} } }),
  signIn("by no token", { identity: { methods: ["token"] }, scope: lab }),

  check("a token", "GET /v3/auth/tokens", subject("{memberToken}")),
  check("a token without its catalogue", "GET /v3/auth/tokens?nocatalog", subject("{memberToken}")),
  check("whether a token is good", "HEAD /v3/auth/tokens", subject("{memberToken}")),
  check("a token that there is not", "GET /v3/auth/tokens", subject("nope")),
  check("whether a token is good that there is not", "HEAD /v3/auth/tokens", subject("nope")),
  check("no token", "GET /v3/auth/tokens"),
  check("a token, asked by nobody", "GET /v3/auth/tokens", { as: "nobody", ...subject("{memberToken}") }),
  check("a token, asked by a bad one", "GET /v3/auth/tokens", { as: "nope", ...subject("{memberToken}") }),
  check("end a token", "DELETE /v3/auth/tokens", subject("{again}")),
  check("end a token again", "DELETE /v3/auth/tokens", subject("{again}")),
  check("ask with an ended token", "GET /v3/auth/projects", { as: "{again}" }),
  signIn("by an ended token", { identity: byToken("{again}"), scope: lab }),

  check("the catalogue", "GET /v3/auth/catalog"),
  check("the catalogue of no project", "GET /v3/auth/catalog", { as: "{unscoped}" }),
  check("the catalogue, asked by nobody", "GET /v3/auth/catalog", { as: "nobody" }),
  check("own projects", "GET /v3/auth/projects"),
  check("all projects, asked by a member", "GET /v3/projects"),
  check("all projects of a name, asked by the administrator", "GET /v3/projects?name=other", { as: "admin" }),
  check("own project", "GET /v3/projects/{project}"),
  check("own project that the token is not for", "GET /v3/projects/{other}"),
  check("a project that there is not", "GET /v3/projects/nope"),
  check("a project that there is not, asked by the administrator", "GET /v3/projects/nope", { as: "admin" }),
  check("own domains", "GET /v3/auth/domains"),
];
