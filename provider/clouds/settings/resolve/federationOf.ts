import { isLoopback } from "../../../http/proxies/isLoopback";
import type { Choice } from "../choice";
import type { Credentials, IdTokenOrigin } from "../cloudSettings";
import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer } from "../layer";
import { isHuaweiFamily, type Profile } from "../profile";
import { Secret } from "../secret";
import { absolute, displayPath, type Sources, variable, visibleVariable } from "../sources";
import { spotFor } from "../whereToSet";
import { missing, titleOf } from "./missing";

type Federation = Extract<Credentials, { kind: "federation" }>;

/** Sign-in by a token of an identity provider that the cloud trusts, as keystoneauth1's `v3oidcaccesstoken`. */
export function federationOf(choice: Choice, profile: Profile, sources: Sources): Federation {
  const { identityProvider, protocol } = choice.merged;
  const lacks = [
    ...(identityProvider === undefined
      ? [{ what: "the identity provider, by its name at the cloud", field: "identityProvider" as const }]
      : []),
    // IAM has one name for it (docs/vendors/open-telekom-and-huawei.md#federation).
    ...(protocol === undefined && !isHuaweiFamily(profile)
      ? [{ what: "the identity provider's protocol: often openid", field: "protocol" as const }]
      : []),
  ];
  if (lacks.length > 0) throw missing(choice, lacks);
  return {
    kind: "federation",
    identityProvider: identityProvider?.value ?? "",
    protocol: protocol?.value ?? "oidc",
    idToken: originOf(choice, sources),
  };
}

const ORIGINS = ["accessToken", "accessTokenFile", "accessTokenVariable"] as const satisfies Field[];

/** What the settings name, else the GitHub job that this runs in. */
function originOf(choice: Choice, sources: Sources): IdTokenOrigin {
  const named = ORIGINS.filter((field) => choice.merged[field] !== undefined);
  if (named.length > 1) {
    const origins = named.map((field) => `${field} (${choice.merged[field]?.from})`).join(" and ");
    throw new InvalidSettingsError(
      `${titleOf(choice)} names its id token more than once: ${origins}. Remove all but one.`,
    );
  }
  const { accessToken, accessTokenFile, accessTokenVariable } = choice.merged;
  if (accessToken !== undefined)
    return { how: "given", token: new Secret(accessToken.value), from: accessToken.from };
  if (accessTokenFile !== undefined) {
    const path = absolute(accessTokenFile.value, sources);
    const read = () => sources.readFile(path);
    return { how: "file", path: displayPath(path, sources), from: accessTokenFile.from, read };
  }
  if (accessTokenVariable !== undefined)
    return ofVariable(accessTokenVariable.value, accessTokenVariable.from, choice, sources);
  return ofGithub(choice.merged, sources) ?? raise(noToken(choice, sources));
}

function ofVariable(name: string, from: string, choice: Choice, sources: Sources): IdTokenOrigin {
  // The name is not repeated if it cannot be one: a token may have been put there.
  if (!/^[A-Z_][A-Z0-9_]*$/i.test(name) || name.length > 100)
    throw new InvalidSettingsError(
      `accessTokenVariable (${from}) is not the name of an environment variable. Give the variable's name, such as CLOUD_ID_TOKEN.`,
    );
  const value = visibleVariable(sources, name);
  if (value === undefined)
    throw new InvalidSettingsError(
      `${titleOf(choice)} takes its id token from the environment variable ${name} (${from}), which is not set. In GitLab, give the job id_tokens: { ${name}: { aud: … } }; else set the variable.`,
    );
  return { how: "given", token: new Secret(value), from: `environment ${name}` };
}

/** The same in Forgejo and Gitea Actions, which set the same variables. */
function ofGithub({ accessTokenAudience }: Layer, sources: Sources): IdTokenOrigin | undefined {
  const url = visibleVariable(sources, "ACTIONS_ID_TOKEN_REQUEST_URL");
  const bearer = visibleVariable(sources, "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  if (url === undefined || bearer === undefined) return undefined;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target?.protocol !== "https:" && !(target?.protocol === "http:" && isLoopback(target.hostname)))
    throw new InvalidSettingsError(
      "environment ACTIONS_ID_TOKEN_REQUEST_URL is not an https URL: the job's own token would be shown to the network. Leave the variable as GitHub sets it.",
    );
  const audience = accessTokenAudience?.value;
  return { how: "github", url, bearer: new Secret(bearer), ...(audience !== undefined && { audience }) };
}

function noToken(choice: Choice, sources: Sources): InvalidSettingsError {
  // Not as YAML has it: what follows "token:" in a message is masked.
  const inJob = variable(sources, "GITHUB_ACTIONS") !== undefined;
  const github = inJob
    ? "This GitHub job has no right to get one: give it the permission id-token, with write (a pull request from a fork never has it)"
    : "In a GitHub workflow, give the job the permission id-token, with write";
  return new InvalidSettingsError(
    `${titleOf(choice)} signs in by an identity provider, but has no id token. ${github}; in GitLab, give the job id_tokens, and name their variable, set ${spotFor("accessTokenVariable", choice.place)}; elsewhere name the file that holds the token, and set ${spotFor("accessTokenFile", choice.place)}.`,
  );
}

function raise(error: InvalidSettingsError): never {
  throw error;
}
