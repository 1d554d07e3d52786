import { inspect } from "node:util";
import { resolveCloud, Secret, type Sources, secretFields } from "../../../provider/clouds/settings";

const CANARY = "canary-7f3a";

const SECRETS = {
  OS_PASSWORD: CANARY,
  OS_PASSCODE: CANARY,
  OS_TOKEN: CANARY,
  OS_APPLICATION_CREDENTIAL_SECRET: CANARY,
  OS_SECRET_KEY: CANARY,
  OS_SECURITY_TOKEN: CANARY,
  OS_ACCESS_TOKEN: CANARY,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: CANARY,
};
const REST = {
  OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3",
  OS_USERNAME: "u",
  OS_USER_DOMAIN_NAME: "D",
  OS_APPLICATION_CREDENTIAL_ID: "i",
  OS_ACCESS_KEY: "ak",
};

function given(env: Record<string, string>, rest: Partial<Sources> = {}): Sources {
  return { env, readFile: () => undefined, home: "/home/ann", cwd: "/srv/app", stackConfig: {}, ...rest };
}

/** Every usual way to turn something into text. */
function printed(value: unknown): string {
  const deep = { depth: null, showHidden: true, getters: true } as const;
  return [
    inspect(value, deep),
    JSON.stringify(value),
    String(value),
    `${value instanceof Error ? value.stack : ""}`,
  ].join("\n");
}

describe("no secret is ever printed", () => {
  test("a secret gives its text to reveal() only", () => {
    const secret = new Secret(CANARY);
    expect(secret.reveal()).toBe(CANARY);
    expect(printed(secret)).not.toContain(CANARY);
    expect(printed({ nested: [secret] })).toContain("[secret]");
    expect([inspect(secret), JSON.stringify(secret), String(secret)]).toEqual([
      "[secret]",
      '"[secret]"',
      "[secret]",
    ]);
    expect({ ...secret }).toEqual({});
  });

  test.each(["password", "token", "v3applicationcredential", "aksk", "v3oidcaccesstoken"])(
    "the settings of a log-in by %s hide all secrets",
    (type) => {
      const settings = resolveCloud(
        undefined,
        given({ ...SECRETS, ...REST, OS_IDENTITY_PROVIDER: "ci", OS_AUTH_TYPE: type }),
      );
      expect(printed(settings)).toContain("[secret]");
      expect(printed(settings)).not.toContain(CANARY);
    },
  );

  test.each<[string, Record<string, string>]>([
    ["contradictory secrets", {}],
    ["an unknown auth_type", { OS_AUTH_TYPE: CANARY }],
    ["a missing user", { OS_AUTH_TYPE: "password", OS_USERNAME: "" }],
    ["an unreadable certificate", { OS_AUTH_TYPE: "token", OS_CACERT: "/gone" }],
    ["a switch that is none", { OS_AUTH_TYPE: "token", OS_INSECURE: CANARY }],
    ["an interface that is none", { OS_AUTH_TYPE: "token", OS_INTERFACE: CANARY }],
    ["an unknown profile", { OS_AUTH_URL: "", OS_PROFILE: CANARY }],
    ["an address with a password", { OS_AUTH_TYPE: "token", OS_AUTH_URL: `https://u:${CANARY}@k.example` }],
    ["an address that is none", { OS_AUTH_TYPE: "token", OS_PROFILE: "openstack", OS_AUTH_URL: CANARY }],
    ["a method that is none", { OS_AUTH_TYPE: "v3multifactor", OS_AUTH_METHODS: CANARY }],
  ])("an error about %s quotes no value", (_, env) => {
    expect(thrown(given({ ...SECRETS, ...REST, ...env }))).not.toContain(CANARY);
  });

  test.each([
    `clouds:\n  c: {auth: {password: "${CANARY}}}`,
    `clouds: {c: {auth: [${CANARY}]}}`,
    `clouds: {c: ${CANARY}}`,
    `clouds: {c: {auth: {password: [[${CANARY}]]}}}`,
    `clouds: {c: {auth: {password: *${CANARY}}}}`,
    `clouds: {c: {auth: {password: ${CANARY}}}}`,
    CANARY,
  ])("an error about a file does not quote it: %#", (text) => {
    expect(thrown(given({ OS_CLOUD: "c" }, { readFile: () => text }))).not.toContain(CANARY);
  });

  test("the fields that stack configuration may only hold encrypted are listed", () => {
    expect(secretFields).toEqual([
      "password",
      "passcode",
      "token",
      "applicationCredentialSecret",
      "secretKey",
      "securityToken",
    ]);
  });
});

function thrown(sources: Sources): string {
  try {
    resolveCloud(undefined, sources);
  } catch (error) {
    expect(error).toHaveProperty("name", "InvalidSettingsError");
    return printed(error);
  }
  throw new Error("expected an error");
}
