import {
  type Credentials,
  resolveCloud,
  type Secret,
  type Sources,
} from "../../../../provider/clouds/settings";
import { redact } from "../../../../provider/http/redact";

function given(env: Record<string, string>, stackConfig: Record<string, string> = {}): Sources {
  return { env, readFile: () => undefined, home: "/home/ann", cwd: "/srv/app", stackConfig };
}

const keystone = {
  OS_AUTH_URL: "https://k.example/v3",
  OS_USERNAME: "u",
  OS_USER_DOMAIN_NAME: "D",
  OS_PROJECT_NAME: "p",
};
const otc = { ...keystone, OS_AUTH_URL: "https://iam.eu-de.otc.t-systems.com/v3" };

/** The credentials with their secrets in plain. */
function revealed(env: Record<string, string>, stackConfig: Record<string, string> = {}): unknown {
  const { credentials } = resolveCloud(undefined, given(env, stackConfig));
  return Object.fromEntries(
    Object.entries(credentials as Credentials & Record<string, string | Secret>).map(([key, value]) => [
      key,
      typeof value === "string" || !("reveal" in value) ? value : value.reveal(),
    ]),
  );
}

describe("the kind of credentials follows from what is set", () => {
  test("a password, with a one-time code where one is given", () => {
    expect(revealed({ ...keystone, OS_PASSWORD: "pw" })).toEqual({ kind: "password", password: "pw" });
    expect(revealed({ ...keystone, OS_PASSWORD: "pw", OS_PASSCODE: "1" })).toEqual({
      kind: "password",
      password: "pw",
      passcode: "1",
    });
  });

  test("a token, which needs neither user nor project", () => {
    expect(revealed({ OS_AUTH_URL: "https://k.example", OS_TOKEN: "t" })).toEqual({
      kind: "token",
      token: "t",
    });
    expect(revealed({ OS_AUTH_URL: "https://k.example", OS_AUTH_TOKEN: "t" })).toEqual({
      kind: "token",
      token: "t",
    });
  });

  test("an application credential, by id or by name and user", () => {
    const secret = { OS_AUTH_URL: "https://k.example", OS_APPLICATION_CREDENTIAL_SECRET: "s" };
    expect(revealed({ ...secret, OS_APPLICATION_CREDENTIAL_ID: "i" })).toEqual({
      kind: "applicationCredential",
      id: "i",
      secret: "s",
    });
    expect(revealed({ ...secret, ...keystone, OS_APPLICATION_CREDENTIAL_NAME: "n" })).toEqual({
      kind: "applicationCredential",
      name: "n",
      secret: "s",
    });
    expect(() => revealed({ ...secret, OS_APPLICATION_CREDENTIAL_NAME: "n" })).toThrow("lacks a user name");
  });

  test.each([
    [{ OS_ACCESS_KEY: "ak", OS_SECRET_KEY: "sk" }],
    [{ OS_AK: "ak", OS_SK: "sk" }],
    [{ OS_ACCESS_KEY_ID: "ak", OS_ACCESS_KEY_SECRET: "sk" }],
  ])("an access key: %j", (keys) => {
    expect(revealed({ ...otc, ...keys })).toEqual({ kind: "accessKey", accessKey: "ak", secretKey: "sk" });
  });

  test("an access key of HW_* or of Huawei's SDK, with its security token", () => {
    expect(
      revealed({
        HW_REGION_NAME: "r",
        HW_ACCESS_KEY: "ak",
        HW_SECRET_KEY: "sk",
        HW_SECURITY_TOKEN: "st",
      }),
    ).toEqual({ kind: "accessKey", accessKey: "ak", secretKey: "sk", securityToken: "st" });
    expect(
      revealed({ HW_REGION_NAME: "r", HUAWEICLOUD_SDK_AK: "ak", HUAWEICLOUD_SDK_SK: "sk" }),
    ).toMatchObject({ kind: "accessKey" });
  });

  test("a token of HW_*", () => {
    expect(revealed({ HW_REGION_NAME: "r", HW_AUTH_TOKEN: "t" })).toEqual({ kind: "token", token: "t" });
  });

  test("keys meant for AWS are left alone", () => {
    expect(() => revealed({ ...otc, AWS_ACCESS_KEY_ID: "ak", AWS_SECRET_ACCESS_KEY: "sk" })).toThrow(
      "lacks a password",
    );
  });

  test("a password takes precedence over an access key beside it, unless auth_type is aksk", () => {
    const both = { ...otc, OS_PASSWORD: "pw", OS_ACCESS_KEY: "ak", OS_SECRET_KEY: "sk" };
    expect(revealed(both)).toMatchObject({ kind: "password" });
    expect(revealed({ ...both, OS_AUTH_TYPE: "aksk" })).toMatchObject({ kind: "accessKey" });
  });

  test("Keystone knows no access keys", () => {
    expect(() => revealed({ ...keystone, OS_ACCESS_KEY: "ak", OS_SECRET_KEY: "sk" })).toThrow(
      "has an access key, but Keystone knows none",
    );
  });
});

describe("auth_type decides", () => {
  test.each([
    ["password", "password"],
    ["v3password", "password"],
    ["token", "token"],
    ["v3token", "token"],
    ["v3applicationcredential", "applicationCredential"],
  ])("%s", (type, kind) => {
    const all = {
      OS_PASSWORD: "pw",
      OS_TOKEN: "t",
      OS_APPLICATION_CREDENTIAL_ID: "i",
      OS_APPLICATION_CREDENTIAL_SECRET: "s",
    };
    expect(revealed({ ...keystone, ...all, OS_AUTH_TYPE: type })).toMatchObject({ kind });
  });

  test("v3multifactor is a password with a one-time code, and no other method", () => {
    const env = { ...keystone, OS_PASSWORD: "pw", OS_AUTH_TYPE: "v3multifactor" };
    expect(() => revealed(env)).toThrow(
      "lacks the one-time passcode (set the environment variable OS_PASSCODE)",
    );
    const methods = { ...env, OS_PASSCODE: "1", OS_AUTH_METHODS: "v3password,v3totp" };
    expect(revealed(methods)).toMatchObject({ passcode: "1" });
    expect(() => revealed({ ...methods, OS_AUTH_METHODS: "v3password,v3kerberos" })).toThrow("auth_methods");
  });

  test.each([
    ["v3oidcclientcredentials", "needs a client's secret, which would be stored"],
    ["v3oidcdeviceauthz", "needs a person at a browser"],
  ])("%s is refused with the way to do it", (type, why) => {
    expect(() => revealed({ ...keystone, OS_AUTH_TYPE: type })).toThrow(
      `${type} ${why}: get the token outside, and sign in with it by v3oidcaccesstoken.`,
    );
  });

  test.each(["v3oidcpassword", "v2password", "none", "constructor"])("%s is not supported", (type) => {
    expect(() => revealed({ ...keystone, OS_PASSWORD: "pw", OS_AUTH_TYPE: type })).toThrow(
      "has an auth_type that is not supported (environment OS_AUTH_TYPE). Supported: password, v3password,",
    );
  });

  test("without it, two secrets are a contradiction", () => {
    expect(() => revealed({ ...keystone, OS_PASSWORD: "pw", OS_TOKEN: "t" })).toThrow(
      "The cloud of the environment (OS_*) can sign in in more than one way: password (environment OS_PASSWORD) and token (environment OS_TOKEN). Remove all but one",
    );
  });
});

describe("credentials in stack configuration", () => {
  test("beat another kind below them, even one with auth_type", () => {
    const env = { ...otc, OS_PASSWORD: "pw", OS_AUTH_TYPE: "password" };
    expect(revealed(env, { token: "t" })).toEqual({ kind: "token", token: "t" });
    expect(revealed(env, { accessKey: "ak", secretKey: "sk" })).toMatchObject({ kind: "accessKey" });
    expect(revealed(env, { applicationCredentialId: "i", applicationCredentialSecret: "s" })).toMatchObject({
      id: "i",
      secret: "s",
    });
  });

  test("complete what is below", () => {
    expect(revealed({ ...keystone }, { password: "stack" })).toMatchObject({ password: "stack" });
    const half = { OS_AUTH_URL: "https://k.example", OS_APPLICATION_CREDENTIAL_ID: "i" };
    expect(revealed(half, { applicationCredentialSecret: "s" })).toMatchObject({ id: "i", secret: "s" });
  });

  test("a new access key does not keep the old one's security token", () => {
    const env = { ...otc, OS_ACCESS_KEY: "old", OS_SECRET_KEY: "old", OS_SECURITY_TOKEN: "old" };
    expect(revealed(env, { accessKey: "ak", secretKey: "sk" })).toEqual({
      kind: "accessKey",
      accessKey: "ak",
      secretKey: "sk",
    });
  });
});

describe("missing pieces are named, with the place for them", () => {
  test.each([
    [keystone, "lacks a password (set the environment variable OS_PASSWORD)"],
    [
      { OS_AUTH_URL: "https://k.example", OS_PASSWORD: "pw" },
      "lacks a user name (set the environment variable OS_USERNAME); the user's domain: often Default (set the environment variable OS_USER_DOMAIN_NAME); a project (set the environment variable OS_PROJECT_NAME).",
    ],
    [
      { ...otc, OS_ACCESS_KEY: "ak" },
      "lacks the secret key of the access key (set the environment variable OS_SECRET_KEY)",
    ],
    [{ ...otc, OS_SECRET_KEY: "sk" }, "lacks the access key (set the environment variable OS_ACCESS_KEY)"],
    [
      { ...keystone, OS_APPLICATION_CREDENTIAL_ID: "i" },
      "lacks the secret of the application credential (set the environment variable OS_APPLICATION_CREDENTIAL_SECRET)",
    ],
    [
      { ...keystone, OS_APPLICATION_CREDENTIAL_SECRET: "s" },
      "lacks the id of the application credential (set the environment variable OS_APPLICATION_CREDENTIAL_ID)",
    ],
    [
      { HW_REGION_NAME: "r", HW_USER_NAME: "u", HW_USER_PASSWORD: "pw" },
      "The cloud of the environment (HW_*) lacks the user's domain: the account's name (set the environment variable HW_DOMAIN_NAME).",
    ],
  ])("%j", (env, expected) => {
    expect(() => revealed(env as Record<string, string>)).toThrow(expected);
  });

  test("in an entry of clouds.yaml", () => {
    const readFile = () => "clouds: {c: {profile: otc, auth: {username: u, user_domain_name: D}}}";
    expect(() => resolveCloud("c", { ...given({}), readFile })).toThrow(
      'The cloud "c" of clouds.yaml (/srv/app/clouds.yaml) and secure.yaml (/srv/app/secure.yaml) lacks a password (set auth.password in its entry, best in secure.yaml).',
    );
  });

  test("in stack configuration", () => {
    expect(() => revealed({}, { profile: "otc" })).toThrow(
      "The cloud of the stack configuration (cloudimages:*) lacks a password (set it with pulumi config set --secret cloudimages:password).",
    );
  });

  test("a user's id needs neither name nor domain", () => {
    const env = { OS_AUTH_URL: "https://k.example", OS_USER_ID: "i", OS_PASSWORD: "pw", OS_PROJECT_ID: "p" };
    expect(revealed(env)).toMatchObject({ kind: "password" });
  });

  test("a project's name needs a domain where no user lends one", () => {
    const env = {
      OS_AUTH_URL: "https://k.example",
      OS_USER_ID: "i",
      OS_PASSWORD: "pw",
      OS_PROJECT_NAME: "p",
    };
    expect(() => revealed(env)).toThrow("lacks the project's domain: often Default");
  });
});

describe("an identity provider signs in", () => {
  const federated = { ...otc, OS_AUTH_TYPE: "v3oidcaccesstoken", OS_IDENTITY_PROVIDER: "ci" };
  const job = {
    ACTIONS_ID_TOKEN_REQUEST_URL: "https://actions.example/idtoken?v=2",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "bearer",
  };
  const origin = (env: Record<string, string>, stackConfig: Record<string, string> = {}) => {
    const { credentials } = resolveCloud(undefined, given(env, stackConfig));
    return credentials.kind === "federation" ? credentials.idToken : undefined;
  };

  test("by openstacksdk's variables", () => {
    expect(revealed({ ...federated, OS_ACCESS_TOKEN: "t", OS_PROTOCOL: "p" })).toMatchObject({
      kind: "federation",
      identityProvider: "ci",
      protocol: "p",
      idToken: { how: "given", from: "environment OS_ACCESS_TOKEN" },
    });
  });

  test("without auth_type, since it names itself; then other credentials are a contradiction", () => {
    const { OS_AUTH_TYPE: _, ...untyped } = { ...federated, OS_ACCESS_TOKEN: "t" };
    expect(origin(untyped)).toMatchObject({ how: "given" });
    expect(() => origin({ ...untyped, OS_PASSWORD: "pw" })).toThrow(
      "password (environment OS_PASSWORD) and identityProvider (environment OS_IDENTITY_PROVIDER). Remove all but one, or choose with the environment variable OS_AUTH_TYPE: password or v3oidcaccesstoken.",
    );
    expect(() => origin({ ...untyped, OS_ACCESS_KEY: "ak", OS_SECRET_KEY: "sk" })).toThrow(
      "identityProvider (environment OS_IDENTITY_PROVIDER) and secretKey (environment OS_SECRET_KEY)",
    );
    expect(origin({ ...federated, OS_ACCESS_TOKEN: "t", OS_PASSWORD: "pw" })).toMatchObject({ how: "given" });
  });

  test("by the variables of Huawei's SDKs, whose file it is then", () => {
    const env = {
      HW_REGION_NAME: "cn-north-4",
      HUAWEICLOUD_SDK_IDP_ID: "ci",
      HUAWEICLOUD_SDK_ID_TOKEN_FILE: "~/token",
    };
    expect(origin(env)).toMatchObject({ how: "file", path: "~/token" });
    expect(revealed(env)).toMatchObject({ protocol: "oidc" });
  });

  test("by stack configuration, which names a variable or a file but never holds the token", () => {
    const stackConfig = { profile: "otc", identityProvider: "ci", accessTokenVariable: "CLOUD_ID_TOKEN" };
    expect(origin({ CLOUD_ID_TOKEN: "t" }, stackConfig)).toMatchObject({
      how: "given",
      from: "environment CLOUD_ID_TOKEN",
    });
    expect(() => origin({}, stackConfig)).toThrow(
      "takes its id token from the environment variable CLOUD_ID_TOKEN (stack configuration cloudimages:accessTokenVariable), which is not set. In GitLab, give the job id_tokens",
    );
    const { accessTokenVariable: _, ...held } = { ...stackConfig, accessToken: "canary" };
    expect(() => origin({}, held)).toThrow(
      "has no id token. In a GitHub workflow, give the job the permission id-token, with write; in GitLab, give the job id_tokens, and name their variable, set it with pulumi config set --plaintext cloudimages:accessTokenVariable;",
    );
  });

  test("by the GitHub job that this runs in, which the settings need not name", () => {
    expect(origin({ ...federated, ...job })).toMatchObject({ how: "github" });
    expect(origin({ ...federated, ...job, OS_ACCESS_TOKEN_AUDIENCE: "a" })).toMatchObject({ audience: "a" });
    expect(origin({ ...federated, ...job, OS_ACCESS_TOKEN_FILE: "/t" })).toMatchObject({ how: "file" });
  });

  test("whose request does not leave this machine in plain text", () => {
    const plain = { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: "http://actions.example/idtoken" };
    expect(() => origin({ ...federated, ...plain })).toThrow("is not an https URL");
  });

  test("and a token that is named twice is a contradiction", () => {
    expect(() => origin({ ...federated, OS_ACCESS_TOKEN: "canary", OS_ACCESS_TOKEN_FILE: "/t" })).toThrow(
      "names its id token more than once: accessToken (environment OS_ACCESS_TOKEN) and accessTokenFile (environment OS_ACCESS_TOKEN_FILE). Remove all but one.",
    );
  });

  test.each([
    [
      {},
      "In a GitHub workflow, give the job the permission id-token, with write; in GitLab, give the job id_tokens",
    ],
    [
      { GITHUB_ACTIONS: "true" },
      "This GitHub job has no right to get one: give it the permission id-token, with write (a pull request from a fork never has it)",
    ],
  ])("without any token it says how pipelines get one: %j", (env, words) => {
    expect(() => origin({ ...federated, ...env })).toThrow(words);
    expect(redact(words)).toBe(words); // not masked on its way to people
  });

  test("only with its protocol and a project on OpenStack", () => {
    const env = { ...keystone, OS_IDENTITY_PROVIDER: "ci", OS_ACCESS_TOKEN: "t" };
    expect(() => origin(env)).toThrow("lacks the identity provider's protocol: often openid (set");
    const whole = { ...env, OS_PROTOCOL: "openid" };
    expect(() => origin(whole)).toThrow("lacks the project's domain");
    expect(origin({ ...whole, OS_PROJECT_DOMAIN_NAME: "Default" })).toMatchObject({ how: "given" });
    expect(() => origin({ ...federated, OS_IDENTITY_PROVIDER: "" })).toThrow(
      "lacks the identity provider, by its name at the cloud",
    );
  });

  test("on no ZStack", () => {
    const zstack = { OS_PROFILE: "zstack", OS_AUTH_URL: "https://z.example", OS_IDENTITY_PROVIDER: "ci" };
    expect(() => origin({ ...zstack, OS_PROTOCOL: "p", OS_ACCESS_TOKEN: "t" })).toThrow(
      "signs in in a way that ZStack does not know",
    );
  });

  test("and a token in place of a variable's name is not repeated", () => {
    expect(() => origin({ ...federated, OS_ACCESS_TOKEN_VARIABLE: "eyJ.canary.x" })).toThrow(
      "accessTokenVariable (environment OS_ACCESS_TOKEN_VARIABLE) is not the name of an environment variable",
    );
  });
});

describe("the agency of a server signs in", () => {
  test.each(["ecsagency", "ecsAgency"])("if auth_type is %s", (type) => {
    expect(revealed({ ...otc, OS_AUTH_TYPE: type, OS_PASSWORD: "pw" })).toEqual({
      kind: "metadata",
      url: "http://169.254.169.254",
    });
  });

  test("at another address only within this machine or by https", () => {
    const env = { ...otc, OS_AUTH_TYPE: "ecsagency" };
    expect(revealed({ ...env, OS_METADATA_URL: "http://127.0.0.1:1/x/" })).toMatchObject({
      url: "http://127.0.0.1:1/x",
    });
    expect(() => revealed({ ...env, OS_METADATA_URL: "http://10.0.0.1" })).toThrow("metadata_url");
  });

  test("on Open Telekom Cloud and Huawei Cloud only", () => {
    expect(() => revealed({ ...keystone, OS_AUTH_TYPE: "ecsagency" })).toThrow(
      "only servers of Open Telekom Cloud and Huawei Cloud get keys from an agency",
    );
  });
});
