import type { Choice } from "../choice";
import type { Credentials } from "../cloudSettings";
import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer, Setting } from "../layer";
import type { Profile } from "../profile";
import { Secret } from "../secret";
import type { Sources } from "../sources";
import { spotFor } from "../whereToSet";
import { federationOf } from "./federationOf";
import { metadataUrlOf } from "./metadataUrlOf";
import { missing, titleOf } from "./missing";

type Kind = Credentials["kind"];

/** keystoneauth1's plug-ins that are known here, and `aksk`, which is ours: it picks the keys where a password is set too. */
const AUTH_TYPES: ReadonlyMap<string, Kind> = new Map([
  ["password", "password"],
  ["v3password", "password"],
  // Password and one-time code; its list of methods is checked below.
  ["v3multifactor", "password"],
  ["token", "token"],
  ["v3token", "token"],
  ["v3applicationcredential", "applicationCredential"],
  ["aksk", "accessKey"],
  ["v3oidcaccesstoken", "federation"],
  // KooCLI's word for it (`--cli-mode=ecsAgency`).
  ["ecsagency", "metadata"],
  ["ecsAgency", "metadata"],
]);

/** The settings that identify each kind if there is no `auth_type`. */
const SIGNS: readonly (readonly [Kind, Field])[] = [
  ["password", "password"],
  ["token", "token"],
  ["applicationCredential", "applicationCredentialSecret"],
  ["federation", "identityProvider"],
];

const KEY_SIGN = ["accessKey", "secretKey"] as const;

/** The `auth_type` that messages recommend for each. */
const TYPE_OF: Readonly<Record<Kind, string>> = {
  password: "password",
  token: "token",
  applicationCredential: "v3applicationcredential",
  accessKey: "aksk",
  federation: "v3oidcaccesstoken",
  metadata: "ecsagency",
};

/** The credentials of the chosen cloud, whole or not at all. */
export function credentialsOf(choice: Choice, profile: Profile, sources: Sources): Credentials {
  const kind = kindOf(choice);
  const { merged } = choice;
  const need = (what: string, field: Field) =>
    merged[field]?.value ?? raise(missing(choice, [{ what, field }]));
  switch (kind) {
    case "password": {
      const password = new Secret(need("a password", "password"));
      const code = needsPasscode(merged) ? need("the one-time passcode", "passcode") : merged.passcode?.value;
      return { kind, password, ...(code !== undefined && { passcode: new Secret(code) }) };
    }
    case "token":
      return { kind, token: new Secret(need("a token", "token")) };
    case "applicationCredential": {
      const secret = new Secret(
        need("the secret of the application credential", "applicationCredentialSecret"),
      );
      const { applicationCredentialId: id, applicationCredentialName: name } = merged;
      if (id !== undefined) return { kind, id: id.value, secret };
      if (name !== undefined) return { kind, name: name.value, secret };
      throw missing(choice, [
        { what: "the id of the application credential", field: "applicationCredentialId" },
      ]);
    }
    case "accessKey": {
      const accessKey = need("the access key", "accessKey");
      const secretKey = new Secret(need("the secret key of the access key", "secretKey"));
      const token = merged.securityToken?.value;
      return { kind, accessKey, secretKey, ...(token !== undefined && { securityToken: new Secret(token) }) };
    }
    case "federation":
      return federationOf(choice, profile, sources);
    case "metadata":
      return { kind, url: metadataUrlOf(merged.metadataUrl) };
  }
}

/** The uppermost layer with any credentials decides: a token in stack configuration beats a password below. */
function kindOf(choice: Choice): Kind {
  for (const layer of choice.layers.toReversed()) {
    const kind = kindIn(layer, choice);
    if (kind !== undefined) return kind;
  }
  // An id or a user's name without its secret still shows which secret is missing.
  const { applicationCredentialId, applicationCredentialName } = choice.merged;
  return (applicationCredentialId ?? applicationCredentialName) ? "applicationCredential" : "password";
}

function kindIn(layer: Layer, choice: Choice): Kind | undefined {
  const { authType } = layer;
  if (authType !== undefined) return AUTH_TYPES.get(authType.value) ?? raise(unknownType(choice, authType));
  const signs = SIGNS.filter(([, field]) => layer[field] !== undefined);
  const [first] = signs;
  // Left over from before the federation, the key would be used by other tools: which one is meant must be said.
  const present = [...signs, ...(first?.[0] === "federation" && layer.secretKey ? [KEY_SIGN] : [])];
  const second = present[1];
  if (first !== undefined && second !== undefined) {
    const origins = present.map(([, field]) => `${field} (${layer[field]?.from})`).join(" and ");
    throw new InvalidSettingsError(
      `${titleOf(choice)} can sign in in more than one way: ${origins}. Remove all but one, or choose with ${spotFor("authType", choice.place)}: ${present.map(([kind]) => TYPE_OF[kind]).join(" or ")}.`,
    );
  }
  if (first !== undefined) return first[0];
  // Keys come last: entries made for OTC's object storage have them beside the password that everything else uses.
  return (layer.accessKey ?? layer.secretKey) ? "accessKey" : undefined;
}

/** `auth_type: v3multifactor` with `auth_methods: [v3password, v3totp]`. */
function needsPasscode({ authType, authMethods }: Layer): boolean {
  if (authType?.value !== "v3multifactor") return false;
  const unknownMethods = (authMethods?.value ?? "v3password,v3totp")
    .split(",")
    .filter((method) => !/^v3(password|totp)$/.test(method.trim()));
  if (unknownMethods.length === 0) return true;
  throw new InvalidSettingsError(
    `auth_methods (${authMethods?.from}) may hold v3password and v3totp only. Remove the other methods, or sign in in another way.`,
  );
}

function unknownType(choice: Choice, { value, from }: Setting): InvalidSettingsError {
  const names = [...new Set([...AUTH_TYPES.keys()].map((name) => name.toLowerCase()))].join(", ");
  const otherFlow = OTHER_FLOWS.get(value);
  const advice =
    otherFlow === undefined
      ? ""
      : ` ${value} ${otherFlow}: get the token outside, and sign in with it by v3oidcaccesstoken.`;
  return new InvalidSettingsError(
    `${titleOf(choice)} has an auth_type that is not supported (${from}). Supported: ${names}.${advice}`,
  );
}

/** keystoneauth1's other plug-ins for OpenID Connect, and why none is played here. */
const OTHER_FLOWS: ReadonlyMap<string, string> = new Map([
  ["v3oidcpassword", "needs a user's password, which would be stored"],
  ["v3oidcclientcredentials", "needs a client's secret, which would be stored"],
  ["v3oidcauthcode", "needs a person at a browser"],
  ["v3oidcdeviceauthz", "needs a person at a browser"],
  ["v3websso", "needs a person at a browser"],
]);

function raise(error: InvalidSettingsError): never {
  throw error;
}
