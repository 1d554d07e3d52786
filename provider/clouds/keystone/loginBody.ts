import { CredentialsError } from "../../http/errors";
import { traits } from "../profiles/traits";
import type { CloudSettings } from "../settings";

/**
 * The body of `POST /v3/auth/tokens` (Keystone v3; the IAM of Open Telekom Cloud and Huawei Cloud speaks it
 * too: docs/vendors/open-telekom-and-huawei.md#tokens, docs/vendors/openstack.md#keystone). The token is for the
 * project, or for the user's account as a whole.
 */
export function loginBody(settings: CloudSettings, reach: "project" | "account" = "project"): unknown {
  const { credentials } = settings;
  switch (credentials.kind) {
    case "password": {
      const user = { ...userOf(settings), password: credentials.password.reveal() };
      const scope = reach === "project" ? projectOf(settings) : { domain: userDomain(settings) };
      const { passcode } = credentials;
      if (passcode === undefined)
        return { auth: { identity: { methods: ["password"], password: { user } }, scope } };
      const totp = { user: { ...userOf(settings), passcode: passcode.reveal() } };
      return { auth: { identity: { methods: ["password", "totp"], password: { user }, totp }, scope } };
    }
    case "applicationCredential": {
      const { id, name, secret } = credentials;
      const which = id === undefined ? { name, user: userOf(settings) } : { id };
      const identity = {
        methods: ["application_credential"],
        application_credential: { ...which, secret: secret.reveal() },
      };
      return { auth: { identity } }; // it has a scope of its own, and Keystone refuses another
    }
    default:
      throw new CredentialsError(
        `cloud "${settings.name}": no log-in is made with ${credentials.kind} credentials`,
        {
          outcome: "not-sent",
        },
      );
  }
}

/**
 * Turns a token into one of the configured project, as openstacksdk does with any token. `userDomain` is that of the token's
 * user: a project without a domain is looked for there.
 */
export function rescopeBody(settings: CloudSettings, id: string, userDomain: object | undefined): unknown {
  return {
    auth: { identity: { methods: ["token"], token: { id } }, scope: projectOf(settings, userDomain) },
  };
}

function userOf(settings: CloudSettings): object {
  if (settings.userId !== undefined) return { id: settings.userId };
  return { name: settings.userName, domain: userDomain(settings) };
}

function userDomain(settings: CloudSettings): object {
  return domain(settings.userDomainName, settings.userDomainId, settings);
}

function projectOf(settings: CloudSettings, lent?: object): object {
  if (settings.projectId !== undefined) return { project: { id: settings.projectId } };
  // On the public clouds IAM takes projects by name only, in the user's own domain.
  const named = traits[settings.profile].projectsHaveDomains;
  const owner = named
    ? { domain: domain(settings.projectDomainName, settings.projectDomainId, settings, lent) }
    : {};
  return { project: { name: settings.projectName, ...owner } };
}

function domain(
  name: string | undefined,
  id: string | undefined,
  settings: CloudSettings,
  lent: object = { id: "default" },
): object {
  if (id !== undefined) return { id };
  if (name !== undefined) return { name };
  if (settings.domainId !== undefined) return { id: settings.domainId };
  if (settings.domainName !== undefined) return { name: settings.domainName };
  return lent;
}
