import { connect } from "../../provider/clouds/connect";
import { resolveCloud } from "../../provider/clouds/settings";
import { realClock } from "../../provider/http/clock";
import { CredentialsError } from "../../provider/http/errors";
import { type LocalCloud, type ProfileName, startCloud } from "../cloud";

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

interface Given {
  env?: Record<string, string>;
  stackConfig?: Record<string, string>;
}

/** Where one is connected to with the environment and stack configuration alone: no clouds.yaml. */
function locate({ env = {}, stackConfig = {} }: Given) {
  const settings = resolveCloud(undefined, {
    env,
    stackConfig,
    home: "/",
    cwd: "/",
    readFile: () => undefined,
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
  "a token that the user brings is used as it is on %s, and no other is asked for",
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

test("a wrong password is an error that says which cloud and where to look, and holds no secret", async () => {
  const env = { ...osVariables("otc"), OS_PROFILE: "otc", OS_PASSWORD: "canary-password" };
  const error = await locate({ env }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CredentialsError);
  expect(error).toMatchObject({
    status: 401,
    hint: expect.stringContaining("check user, password, domain and project"),
  });
  expect(`${(error as Error).message} ${(error as Error).stack}`).not.toContain("canary");
});
