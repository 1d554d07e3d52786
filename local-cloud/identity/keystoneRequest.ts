import { type Call, mediaType } from "../http/answer";
import { breachOf, isObject, type Schema } from "../http/breachOf";
import { refuseKeystone } from "../http/envelope";
import type { Auth } from "./signIn";

const text: Schema = { type: "string" };
const named: Schema = { type: "object", properties: { id: text, name: text } };
const owned: Schema = { type: "object", properties: { id: text, name: text, domain: named } };
const user: Schema = { type: "object", properties: { ...owned.properties, password: text } };

/** keystone/auth/schema.py, `token_issue`. */
const schema: Schema = {
  type: "object",
  properties: {
    identity: {
      type: "object",
      properties: {
        methods: { type: "array", items: text },
        password: { type: "object", properties: { user } },
        token: { type: "object", properties: { id: text }, required: ["id"] },
      },
      required: ["methods"],
    },
    scope: {
      // A text, too: then it is "unscoped", or nothing.
      type: ["object", "string"],
      properties: { project: owned, domain: named },
    },
  },
  required: ["identity"],
};

/** What Keystone looks at before it asks who that is. Unknown fields are no fault to it. */
export function keystoneRequest(call: Call): Auth {
  if (!["", "application/json"].includes(mediaType(call)))
    expected("application/json", "Content-Type header");
  const body = parsed(call.rawBody);
  if (!("auth" in body)) expected("auth", "request body");
  const breach = breachOf(schema, body.auth);
  if (breach) {
    const field = breach.path.length > 0 ? `Invalid input for field '${breach.path.join("/")}': ` : "";
    refuseKeystone(400, field + breach.printed);
  }
  const auth = body.auth as Auth;
  checkNames(auth);
  for (const method of auth.identity.methods) if (!(method in auth.identity)) expected(method, "identity");
  checkScope(auth);
  checkProof(auth);
  return auth;
}

function parsed(rawBody: string): Record<string, unknown> {
  if (rawBody === "") return {};
  try {
    const body: unknown = JSON.parse(rawBody);
    if (isObject(body)) return body;
  } catch {
    // said below
  }
  return expected("valid JSON", "request body");
}

const expected = (what: string, where: string): never =>
  refuseKeystone(
    400,
    `Expecting to find ${what} in ${where}. The server could not comply with the request since it is either malformed or ` +
      "otherwise incorrect. The client is assumed to be in error.",
  );

function checkNames({ identity, scope }: Auth): void {
  const asked = typeof scope === "object" ? scope : {};
  for (const [where, what] of [
    ["identity/password/user", identity.password?.user],
    ["identity/password/user/domain", identity.password?.user?.domain],
    ["scope/project", asked.project],
    ["scope/project/domain", asked.project?.domain],
    ["scope/domain", asked.domain],
  ] as const)
    if (what !== undefined && what.id === undefined && what.name === undefined)
      refuseKeystone(400, `Invalid input for field ${where}: id or name must be present.`);
}

function checkScope({ scope }: Auth): void {
  if (scope === undefined || scope === "unscoped") return;
  if (Object.keys(scope).length !== 1)
    expected("system, project, domain, OS-TRUST:trust or unscoped", "scope");
  if (scope.project && scope.project.id === undefined && !scope.project.domain) expected("domain", "project");
}

function checkProof({ identity }: Auth): void {
  const user = identity.password?.user;
  if (identity.password && !user) expected("user", "None");
  if (user && user.id === undefined && !user.domain) expected("domain", "user");
  const credential = identity.application_credential;
  if (credential && credential.id === undefined && !credential.user)
    expected("user", "application credential");
}
