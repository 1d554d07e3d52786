import { inspect } from "node:util";
import { type CloudSettings, resolveCloud, type Sources } from "../../../../provider/clouds/settings";

const SHARED = "/home/ann/.hcloud/config.json";
const SDK = "/home/ann/.huaweicloud/credentials";

function given(files: Record<string, string>, env: Record<string, string>): Sources {
  return { env, readFile: (path) => files[path], home: "/home/ann", cwd: "/app", stackConfig: {} };
}

const resolve = (files: Record<string, string>, env: Record<string, string>): CloudSettings =>
  resolveCloud(undefined, given(files, env));

/** Access key, secret key and security token in plain. */
function keysOf({ credentials }: CloudSettings): unknown {
  if (credentials.kind !== "accessKey") return credentials.kind;
  const { accessKey, secretKey, securityToken } = credentials;
  return [accessKey, secretKey.reveal(), securityToken?.reveal()];
}

/** As `hcloud configure list` prints it. */
const config = (rest: Record<string, unknown> = {}) =>
  JSON.stringify({
    authEncrypt: "false",
    language: "en",
    current: "default",
    profiles: [
      {
        name: "default",
        mode: "AKSK",
        accessKeyId: "ak1",
        secretAccessKey: "canary1",
        securityToken: "",
        region: "cn-north-4",
        projectId: "",
        domainId: "d1",
        skipSecureVerify: "false",
        readTimeout: 10,
      },
      {
        name: "act",
        mode: "AKSK",
        accessKeyId: "ak2",
        secretAccessKey: "canary2",
        securityToken: "canary-token",
        region: "eu-west-101",
        projectId: "p2",
        agencyName: "agency",
        agencyDomainName: "other",
      },
      {
        name: "sso",
        mode: "SSO",
        accessKeyId: "",
        region: "r",
        ssoAuth: { stsToken: { accessKeyId: "ak3", secretAccessKey: "canary3", securityToken: "st3" } },
      },
      { name: "empty", mode: "AKSK", region: "r" },
      { name: "server", mode: "ecsAgency", region: "cn-north-4" },
    ],
    ...rest,
  });

describe("HW_SHARED_CONFIG_FILE, the file of KooCLI", () => {
  const env = { HW_SHARED_CONFIG_FILE: "~/.hcloud/config.json" };

  test("gives keys, region and account of its current profile", () => {
    const settings = resolve({ [SHARED]: config() }, env);
    expect(keysOf(settings)).toEqual(["ak1", "canary1", undefined]);
    expect(settings).toMatchObject({
      profile: "huaweicloud",
      region: "cn-north-4",
      projectName: "cn-north-4",
      domainId: "d1",
    });
    expect(settings.sources.secretKey).toBe('profile "default" of ~/.hcloud/config.json');
  });

  test("HW_PROFILE chooses another profile, with its security token, project and agency", () => {
    const settings = resolve({ [SHARED]: config() }, { ...env, HW_PROFILE: "act" });
    expect(keysOf(settings)).toEqual(["ak2", "canary2", "canary-token"]);
    expect(settings).toMatchObject({
      region: "eu-west-101",
      projectId: "p2",
      agency: { name: "agency", domainName: "other" },
    });
  });

  test("the mode SSO has its keys in a spot of their own", () => {
    expect(keysOf(resolve({ [SHARED]: config() }, { ...env, HW_PROFILE: "sso" }))).toEqual([
      "ak3",
      "canary3",
      "st3",
    ]);
  });

  test("the mode ecsAgency has none: the server's own are used", () => {
    const settings = resolve({ [SHARED]: config() }, { ...env, HW_PROFILE: "server" });
    expect(settings).toMatchObject({ region: "cn-north-4", credentials: { kind: "metadata" } });
  });

  test("a variable takes precedence over the file, and replaces the file's values for the same thing", () => {
    const more = {
      ...env,
      HW_PROFILE: "act",
      HW_REGION_NAME: "r9",
      HW_PROJECT_NAME: "mine",
      HW_ASSUME_ROLE_DOMAIN_ID: "d9",
    };
    const settings = resolve({ [SHARED]: config() }, more);
    expect(settings).toMatchObject({
      region: "r9",
      projectName: "mine",
      agency: { name: "agency", domainId: "d9" },
    });
    expect(settings).not.toHaveProperty("projectId");
    expect(settings.agency).not.toHaveProperty("domainName");
  });

  test.each<[string, Record<string, string>]>([
    ["keys", { HW_ACCESS_KEY: "ak", HW_SECRET_KEY: "sk" }],
    ["the SDK's keys", { HUAWEICLOUD_SDK_AK: "ak", HUAWEICLOUD_SDK_SK: "sk" }],
  ])("%s in variables end the search: no file is read", (_, keys) => {
    const settings = resolve(
      { [SHARED]: "broken: [", [SDK]: "broken" },
      { ...env, ...keys, HW_REGION_NAME: "r" },
    );
    expect(keysOf(settings)).toEqual(["ak", "sk", undefined]);
  });

  test("OS_* variables and an entry of clouds.yaml leave it alone", () => {
    const os = { OS_AUTH_URL: "https://k.example", OS_TOKEN: "t" };
    expect(keysOf(resolve({ [SHARED]: config() }, { ...env, ...os }))).toBe("token");
  });

  test.each<[string, string | undefined, string]>([
    [
      "a file that is not there",
      undefined,
      "HW_SHARED_CONFIG_FILE names ~/.hcloud/config.json, which cannot be read",
    ],
    ["a file that is no JSON", '{"canary', "is not valid YAML"],
    ["another file", '{"canary": 1}', 'it must be JSON with the key "profiles"'],
    [
      "a current profile that is not there",
      config({ current: "gone" }),
      'has no profile "gone" (its current one). It has: "default", "act", "sso", "empty", "server"',
    ],
    [
      "keys that are encrypted",
      config({ authEncrypt: "true" }),
      "hcloud configure set --cli-auth-encrypt=false",
    ],
    ["a profile without keys", config({ current: "empty" }), "has no access key (its mode is AKSK)"],
  ])("%s is an error that quotes no secret", (_, content, message) => {
    const error = thrown(() => resolve(content === undefined ? {} : { [SHARED]: content }, env));
    expect(error.message).toContain(message);
    expect(inspect(error, { depth: null })).not.toContain("canary");
  });
});

describe("the credentials file of Huawei's SDKs", () => {
  const ini = [
    "# the team's",
    "[global]",
    "ak = wrong",
    "sk = wrong",
    "[basic]",
    "ak = ak1",
    "sk: canary#1;=x",
    "; sk = old",
    'security_token = "canary=="',
    "project_id=p1",
    "iam_endpoint = https://iam.cn-north-4.myhuaweicloud.com",
    "",
  ].join("\r\n");

  test("gives the keys of its section [basic]", () => {
    const settings = resolve({ "/app/keys": ini }, { HUAWEICLOUD_SDK_CREDENTIALS_FILE: "keys" });
    expect(keysOf(settings)).toEqual(["ak1", "canary#1;=x", "canary=="]);
    expect(settings).toMatchObject({
      projectId: "p1",
      authUrl: "https://iam.cn-north-4.myhuaweicloud.com",
      region: "cn-north-4",
    });
    expect(settings.sources.accessKey).toBe("section [basic] of /app/keys");
  });

  test("the standard file is used only if HW_REGION_NAME shows that Huawei Cloud is meant", () => {
    const settings = resolve({ [SDK]: ini }, { HW_REGION_NAME: "r1" });
    expect([keysOf(settings), settings.region]).toEqual([["ak1", "canary#1;=x", "canary=="], "r1"]);
    expect(settings.sources.secretKey).toBe("section [basic] of ~/.huaweicloud/credentials");
    expect(thrown(() => resolve({ [SDK]: ini }, {})).message).toContain("No cloud is set");
    expect(thrown(() => resolve({}, { HW_REGION_NAME: "r1" })).message).toContain("No cloud is set");
  });

  // Each is a way in which a library for INI files reads another key than the one that stands there.
  test.each<[string, string, readonly [string, string]]>([
    ["a hash in a key", "ak = ak1\nsk = can#ary", ["ak1", "can#ary"]],
    ["a semicolon in a key", "ak = ak1\nsk = can;ary", ["ak1", "can;ary"]],
    ["base64's = and / and +", "ak = ak1\nsk = a=b/c+d==", ["ak1", "a=b/c+d=="]],
    ["a colon as delimiter before a key with =", "ak: ak1\nsk: a=b", ["ak1", "a=b"]],
    ["a colon in a key", "ak = ak1\nsk = a:b", ["ak1", "a:b"]],
    ["no blanks around the delimiter", "ak=ak1\nsk=canary", ["ak1", "canary"]],
    ["double quotes", 'ak = "ak1"\nsk = "can ary"', ["ak1", "can ary"]],
    ["single quotes", "ak = 'ak1'\nsk = 'canary'", ["ak1", "canary"]],
    ["a quote that is not closed", "ak = ak1\nsk = 'canary", ["ak1", "'canary"]],
    ["backslashes, which escape nothing", 'ak = ak1\nsk = "can\\nary\\;"', ["ak1", "can\\nary\\;"]],
    ["words that JSON knows", "ak = true\nsk = null", ["true", "null"]],
    ["digits with zeros in front", "ak = 007\nsk = 00012", ["007", "00012"]],
    ["a key that looks like an exponent", "ak = ak1\nsk = 1e10", ["ak1", "1e10"]],
    ["names in capitals, indented", "  AK = ak1\n\tSK = canary", ["ak1", "canary"]],
    ["a key twice: the last one", "ak = old\nak = ak1\nsk = canary", ["ak1", "canary"]],
    ["names of lists, which are names", "ak[] = list\nak = ak1\nsk[] = list\nsk = canary", ["ak1", "canary"]],
    ["a dotted section after it", "ak = ak1\nsk = canary\n[basic.ak]\nak = other", ["ak1", "canary"]],
    ["names of prototypes", "__proto__ = x\nconstructor = y\nak = ak1\nsk = canary", ["ak1", "canary"]],
  ])("%s is read as it stands there", (_, lines, keys) => {
    const env = { HW_REGION_NAME: "r1" };
    for (const head of ["[basic]", "[ Basic ]", "\ufeff[basic]", "[__proto__]\nak = wrong\n[basic]"])
      for (const end of ["\n", "\r\n"]) {
        const content = `${head}\n${lines}\n`.replaceAll("\n", end);
        expect(keysOf(resolve({ [SDK]: content }, env))).toEqual([...keys, undefined]);
      }
    expect(Object.prototype).not.toHaveProperty("ak");
  });

  test("KooCLI's file comes first", () => {
    const env = { HW_SHARED_CONFIG_FILE: SHARED, HUAWEICLOUD_SDK_CREDENTIALS_FILE: SDK };
    expect(resolve({ [SHARED]: config(), [SDK]: ini }, env).sources.accessKey).toContain("config.json");
  });

  test.each<[string, string | undefined, string]>([
    [
      "a file that is not there",
      undefined,
      "HUAWEICLOUD_SDK_CREDENTIALS_FILE names ~/.huaweicloud/credentials, which cannot be read",
    ],
    [
      "a file without that section",
      "[global]\nak = canary\nsk = canary\n",
      "has no ak and sk in its section [basic]",
    ],
    [
      "a section with an identity provider only",
      "[basic]\nidp_id = canary\nid_token_file = canary\n",
      "has no ak and sk",
    ],
    ["binary nonsense", "canary\u0000[[[", "has no ak and sk"],
  ])("%s is an error that quotes no secret", (_, content, message) => {
    const files = content === undefined ? {} : { [SDK]: content };
    const error = thrown(() => resolve(files, { HUAWEICLOUD_SDK_CREDENTIALS_FILE: SDK }));
    expect(error.message).toContain(message);
    expect(inspect(error, { depth: null })).not.toContain("canary");
  });
});

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    expect(error).toHaveProperty("name", "InvalidSettingsError");
    return error as Error;
  }
  throw new Error("expected an error");
}
