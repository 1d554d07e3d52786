import type { Choice } from "../choice";
import type { Credentials } from "../cloudSettings";
import type { Field } from "../fields";
import { InvalidSettingsError } from "../invalidSettingsError";
import type { Layer } from "../layer";
import { Secret } from "../secret";
import { spotFor } from "../whereToSet";
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
]);

/** The settings that identify each kind if there is no `auth_type`. */
const SIGNS: readonly (readonly [Kind, Field])[] = [
  ["password", "password"],
  ["token", "token"],
  ["applicationCredential", "applicationCredentialSecret"],
];

/** The credentials of the chosen cloud, whole or not at all. */
export function credentialsOf(choice: Choice): Credentials {
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
  if (authType !== undefined)
    return AUTH_TYPES.get(authType.value) ?? raise(unknownType(choice, authType.from));
  const present = SIGNS.filter(([, field]) => layer[field] !== undefined);
  const [first, second] = present;
  if (first !== undefined && second !== undefined) {
    const origins = present.map(([, field]) => `${field} (${layer[field]?.from})`).join(" and ");
    throw new InvalidSettingsError(
      `${titleOf(choice)} can sign in in more than one way: ${origins}. Remove all but one, or choose with ${spotFor("authType", choice.place)}: password, token or v3applicationcredential.`,
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

function unknownType(choice: Choice, from: string): InvalidSettingsError {
  const names = [...AUTH_TYPES.keys()].join(", ");
  return new InvalidSettingsError(
    `${titleOf(choice)} has an auth_type that is not supported (${from}). Supported: ${names}.`,
  );
}

function raise(error: InvalidSettingsError): never {
  throw error;
}
