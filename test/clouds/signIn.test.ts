import { type LocalCloud, type ProfileName, startCloud } from "../../local-cloud";
import { connect } from "../../provider/clouds/connect";
import { resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";
import { CredentialsError } from "../../provider/http/errors";

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startCloud({ settings: { strictSignatures: true } });
});
afterAll(() => cloud.close());

interface Given {
  env?: Record<string, string>;
  stackConfig?: Record<string, string>;
  files?: Record<string, string>;
}

/** Where one is connected to with the environment and stack configuration alone: no clouds.yaml. */
function locate({ env = {}, stackConfig = {}, files = {} }: Given) {
  const settings = resolveCloud(undefined, {
    env,
    stackConfig,
    home: "/",
    cwd: "/",
    readFile: (path) => files[path],
  });
  return connect(settings, realClock).location();
}

function auth(name: keyof LocalCloud["credentials"]): Record<string, string> {
  return cloud.credentials[name].auth as Record<string, string>;
}

function osVariables(name: keyof LocalCloud["credentials"]): Record<string, string> {
  const upper = Object.entries(auth(name)).map(([key, value]) => [`OS_${key.toUpperCase()}`, value]);
  return { ...Object.fromEntries(upper), OS_REGION_NAME: cloud.credentials[name].region_name };
}

async function tokenOf(name: "otc" | "openstack"): Promise<string> {
  const { auth_url, username, password, user_domain_name, project_name, project_domain_name } = auth(name);
  const user = { name: username, password, domain: { name: user_domain_name } };
  const project = {
    name: project_name,
    ...(project_domain_name && { domain: { name: project_domain_name } }),
  };
  const answer = await fetch(`${auth_url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: { identity: { methods: ["password"], password: { user } }, scope: { project } },
    }),
  });
  return answer.headers.get("x-subject-token") ?? "";
}

test.each([
  ["openstack", {}],
  ["otc", { OS_PROFILE: "otc" }],
  ["otc-swiss", { OS_PROFILE: "otc-swiss" }],
  ["huaweicloud", { OS_PROFILE: "huaweicloud" }],
] satisfies [ProfileName, Record<string, string>][])(
  "a user and password in OS_* variables sign in to %s",
  async (name, more) => {
    const location = await locate({ env: { ...osVariables(name), ...more } });
    expect(location.region).toBe(cloud.credentials[name].region_name);
    expect(location.projectId).toMatch(/^[0-9a-f]{32}$/);
  },
);

test("HW_* variables sign in to Huawei Cloud", async () => {
  const { auth_url = "", username = "", password = "", user_domain_name = "" } = auth("huaweicloud");
  const location = await locate({
    env: {
      HW_AUTH_URL: auth_url,
      HW_USER_NAME: username,
      HW_USER_PASSWORD: password,
      HW_DOMAIN_NAME: user_domain_name,
      HW_REGION_NAME: "cn-north-4",
    },
  });
  expect(location).toMatchObject({ region: "cn-north-4", endpoint: cloud.endpoints.ims });
});

test.each(["otc", "openstack"] as const)(
  "a token that the user gives is used as it is on %s, and no other is requested",
  async (name) => {
    const token = await tokenOf(name);
    cloud.clearRequests();
    const env = {
      OS_AUTH_URL: auth(name).auth_url ?? "",
      OS_TOKEN: token,
      OS_PROFILE: name,
      OS_REGION_NAME: cloud.credentials[name].region_name,
    };
    expect((await locate({ env })).projectId).toMatch(/^[0-9a-f]{32}$/);
    expect(cloud.requests().map(({ method, path }) => `${method} ${path.split("/").at(-1)}`)).toEqual([
      "GET tokens",
    ]);
  },
);

test("an application credential signs in to OpenStack by its id and secret", async () => {
  const {
    auth_url = "",
    application_credential_id = "",
    application_credential_secret = "",
  } = auth("openstack-appcred");
  const env = {
    OS_AUTH_TYPE: "v3applicationcredential",
    OS_AUTH_URL: auth_url,
    OS_APPLICATION_CREDENTIAL_ID: application_credential_id,
    OS_APPLICATION_CREDENTIAL_SECRET: application_credential_secret,
    OS_REGION_NAME: "RegionOne",
  };
  expect(await locate({ env })).toMatchObject({ endpoint: cloud.endpoints.glance });
});

test("stack configuration alone makes a cloud", async () => {
  const {
    auth_url = "",
    username = "",
    password = "",
    user_domain_name = "",
    project_name = "",
  } = auth("otc");
  const stackConfig = {
    profile: "otc",
    authUrl: auth_url,
    region: "eu-de",
    userName: username,
    password,
    userDomainName: user_domain_name,
    projectName: project_name,
  };
  expect(await locate({ stackConfig })).toMatchObject({ region: "eu-de", endpoint: cloud.endpoints.ims });
});

describe("an access key signs in", () => {
  const place = () => ({ imageEndpoint: cloud.endpoints.ims, volumeEndpoint: cloud.endpoints.evs });

  test.each(["otc-aksk", "otc-aksk-temporary", "huaweicloud-aksk"] as const)(
    "by OS_* variables: %s",
    async (name) => {
      const { profile, region_name } = cloud.credentials[name];
      const env = {
        ...osVariables(name),
        OS_PROFILE: profile,
        OS_IMAGE_ENDPOINT_OVERRIDE: cloud.endpoints.ims,
        OS_VOLUME_ENDPOINT_OVERRIDE: cloud.endpoints.evs,
      };
      expect(await locate({ env })).toMatchObject({ endpoint: cloud.endpoints.ims, region: region_name });
    },
  );

  test.each(["huaweicloud-aksk", "huaweicloud-aksk-temporary"] as const)(
    "by HW_* variables: %s",
    async (name) => {
      const { auth_url = "", access_key = "", secret_key = "", security_token = "" } = auth(name);
      const env = {
        HW_AUTH_URL: auth_url,
        HW_REGION_NAME: "cn-north-4",
        HW_ACCESS_KEY: access_key,
        HW_SECRET_KEY: secret_key,
        HW_SECURITY_TOKEN: security_token,
      };
      expect(await locate({ env, stackConfig: place() })).toMatchObject({ region: "cn-north-4" });
    },
  );

  test("by HW_* variables for an agency", async () => {
    const {
      auth_url = "",
      access_key = "",
      secret_key = "",
      agency_name = "",
      agency_domain_name = "",
    } = auth("huaweicloud-aksk-agency");
    const env = {
      HW_AUTH_URL: auth_url,
      HW_REGION_NAME: "cn-north-4",
      HW_PROJECT_NAME: "cn-north-4_delegated",
      HW_ACCESS_KEY: access_key,
      HW_SECRET_KEY: secret_key,
      HW_ASSUME_ROLE_AGENCY_NAME: agency_name,
      HW_ASSUME_ROLE_DOMAIN_NAME: agency_domain_name,
    };
    const { projectId } = await locate({ env, stackConfig: place() });
    expect(projectId).toBe("30000000000000000000000000000003");
  });

  test("from the file of KooCLI, and from that of Huawei's SDKs", async () => {
    const { auth_url = "", access_key = "", secret_key = "" } = auth("huaweicloud-aksk");
    const profiles = [
      { name: "lab", accessKeyId: access_key, secretAccessKey: secret_key, region: "cn-north-4" },
    ];
    const files = {
      "/config.json": JSON.stringify({ current: "lab", profiles }),
      "/credentials": `[basic]\nak = ${access_key}\nsk = ${secret_key}\niam_endpoint = ${auth_url}\n`,
    };
    const shared = { HW_SHARED_CONFIG_FILE: "/config.json", HW_AUTH_URL: auth_url };
    const sdk = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: "/credentials", HW_REGION_NAME: "cn-north-4" };
    for (const env of [shared, sdk])
      expect(await locate({ env, files, stackConfig: place() })).toMatchObject({ region: "cn-north-4" });
  });

  test("from stack configuration alone", async () => {
    const { auth_url = "", access_key = "", secret_key = "", project_name = "" } = auth("otc-aksk");
    const stackConfig = {
      profile: "otc",
      authUrl: auth_url,
      region: "eu-de",
      accessKey: access_key,
      secretKey: secret_key,
      projectName: project_name,
      ...place(),
    };
    expect(await locate({ stackConfig })).toMatchObject({ region: "eu-de", endpoint: cloud.endpoints.ims });
  });

  test("without an address set by hand, services are where the vendor's naming puts them, once its domain is set", async () => {
    const { auth_url = "", access_key = "", secret_key = "" } = auth("huaweicloud-aksk");
    const env = {
      HW_AUTH_URL: auth_url,
      HW_REGION_NAME: "cn-north-4",
      HW_ACCESS_KEY: access_key,
      HW_SECRET_KEY: secret_key,
    };
    await expect(locate({ env })).rejects.toMatchObject({
      message: expect.stringContaining("a host that nobody has named"),
      hint: expect.stringContaining("set the environment variable HW_CLOUD"),
    });
    const withDomain = { ...env, HW_CLOUD: "myhuaweicloud.com" };
    expect((await locate({ env: withDomain })).endpoint).toBe("https://ims.cn-north-4.myhuaweicloud.com");
  });
});

test("an address set by hand wins over the catalogue", async () => {
  const env = {
    ...osVariables("otc"),
    OS_PROFILE: "otc",
    OS_IMAGE_ENDPOINT_OVERRIDE: `${cloud.endpoints.ims}/v2`,
  };
  expect((await locate({ env })).endpoint).toBe(cloud.endpoints.ims);
  const elsewhere = { ...env, OS_IMAGE_ENDPOINT_OVERRIDE: "https://ims.example.org" };
  expect((await locate({ env: elsewhere })).endpoint).toBe("https://ims.example.org");
});

test("a wrong password is an error that names the cloud and the settings to check, and holds no secret", async () => {
  const env = { ...osVariables("otc"), OS_PROFILE: "otc", OS_PASSWORD: "canary-password" };
  const error = await locate({ env }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CredentialsError);
  expect(error).toMatchObject({
    status: 401,
    hint: expect.stringContaining("check user, password, domain and project"),
  });
  expect(`${(error as Error).message} ${(error as Error).stack}`).not.toContain("canary");
});
