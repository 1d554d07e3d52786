import { type EntryName, type LocalCloud, startCloud } from "../../../local-cloud";
import type { Cloud } from "../../../provider/clouds/cloud";
import { connect } from "../../../provider/clouds/connect";
import { resolveCloud } from "../../../provider/clouds/settings";
import { realClock } from "../../../provider/http/clock";
import { CredentialsError, explain } from "../../../provider/http/errors";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.close());

const nobody = {
  username: undefined,
  password: undefined,
  user_domain_name: undefined,
  project_name: undefined,
  project_domain_name: undefined,
};

/** An entry of clouds.yaml, its sign-in changed; `beside` stands beside `auth`. */
function open(
  name: EntryName,
  auth: Record<string, string | undefined>,
  { beside = {}, stackConfig = {} }: { beside?: object; stackConfig?: Record<string, string> } = {},
): Cloud {
  const entry = cloud.credentials[name];
  const text = JSON.stringify({ clouds: { c: { ...entry, ...beside, auth: { ...entry.auth, ...auth } } } });
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? text : undefined);
  const sources = { env: { OS_CLOUD: "c" }, stackConfig, home: "/", cwd: "/app", readFile };
  return connect(resolveCloud(undefined, sources), realClock);
}

/** A token as somebody else has fetched it: of the first project, or of none. */
async function tokenOf(name: "otc" | "openstack", scope: "project" | "unscoped" = "project") {
  const { auth_url, username, password, user_domain_name, project_name } = cloud.credentials[name].auth;
  const domain = { name: user_domain_name };
  const user = { name: username, password, domain };
  return tokenFor(auth_url, {
    identity: { methods: ["password"], password: { user } },
    scope: scope === "unscoped" ? "unscoped" : { project: { name: project_name, domain } },
  });
}

async function tokenFor(auth_url: string, auth: object): Promise<string> {
  const answer = await fetch(`${auth_url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth }),
  });
  cloud.clearRequests();
  return answer.headers.get("x-subject-token") ?? "";
}

const wire = () => cloud.requests().map(({ route }) => route);
const projects = {
  otc: ["10000000000000000000000000000001", "10000000000000000000000000000002"],
  openstack: ["40000000000000000000000000000001", "40000000000000000000000000000002"],
} as const;

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CredentialsError);
  return explain(error as CredentialsError);
}

describe("a token on OpenStack", () => {
  test.each<[string, Record<string, string>, object]>([
    ["project_name", { project_name: "other", project_domain_name: "Default" }, {}],
    ["project_name alone: the domain is that of the token's user", { project_name: "other" }, {}],
    ["project_name beside auth", {}, { project_name: "other" }],
    ["project_id", { project_id: projects.openstack[1] }, {}],
    ["tenant_name", { tenant_name: "other" }, {}],
  ])(
    "is turned into one of the configured project, and the image is made there: %s",
    async (_, auth, beside) => {
      const { id } = cloud.addVolume({ profile: "openstack", project: "other" });
      const signedIn = open(
        "openstack",
        { ...nobody, ...auth, token: await tokenOf("openstack") },
        { beside },
      );
      expect((await signedIn.location()).projectId).toBe(projects.openstack[1]);
      expect(wire()).toEqual(["keystone.showToken", "keystone.createToken"]);
      const { imageId } = await signedIn.exportVolume({ volumeId: id, imageName: "x", force: false });
      expect(cloud.images()).toMatchObject([{ id: imageId, project: "other" }]);
    },
  );

  test("of the configured project is used as it is, whichever way the project is named", async () => {
    const token = await tokenOf("openstack");
    for (const auth of [
      { project_name: "lab", project_domain_name: "Default" },
      { project_name: "lab" },
      { project_id: projects.openstack[0] },
      {},
    ]) {
      cloud.clearRequests();
      const signedIn = open("openstack", { ...nobody, ...auth, token });
      expect((await signedIn.location()).projectId).toBe(projects.openstack[0]);
      expect(wire()).toEqual(["keystone.showToken"]);
    }
  });

  test("of a project of that name in another domain is not taken for it", async () => {
    const token = await tokenOf("openstack");
    const auth = { project_name: "lab", project_domain_name: "Elsewhere" };
    const message = await refusal(open("openstack", { ...nobody, ...auth, token }).location());
    expect(message).toContain('turn the token into one of project "lab" of domain Elsewhere');
  });

  test("that cannot be turned, as those of application credentials, is refused with what to do", async () => {
    const { auth } = cloud.credentials["openstack-appcred"];
    const application_credential = {
      id: auth.application_credential_id,
      secret: auth.application_credential_secret,
    };
    const identity = { methods: ["application_credential"], application_credential };
    const token = await tokenFor(auth.auth_url, { identity });
    const message = await refusal(open("openstack", { ...nobody, project_name: "other", token }).location());
    expect(message).toMatch(
      /What to do: get a token of project "other"; or correct the project: set auth\.project_name in the entry "c" of clouds\.yaml/,
    );
    expect(message).not.toContain(token);
  });
});

describe.each(["otc", "openstack"] as const)("an unscoped token on %s", (name) => {
  const [project] = projects[name];
  const projectName = name === "otc" ? "eu-de_lab" : "lab";

  test.each([{ project_name: projectName }, { project_id: project }])("works with %j", async (auth) => {
    const token = await tokenOf(name, "unscoped");
    const { id } = cloud.addVolume({ profile: name });
    const signedIn = open(name, { ...nobody, ...auth, token });
    expect((await signedIn.location()).projectId).toBe(project);
    expect(await signedIn.showVolume(id)).toMatchObject({ id });
  });

  test("works with a project that stack configuration names", async () => {
    const token = await tokenOf(name, "unscoped");
    const signedIn = open(name, { ...nobody, token }, { stackConfig: { projectName } });
    expect((await signedIn.location()).projectId).toBe(project);
  });
});

test("an unscoped token without a project is refused, and the hint names the place that is read", async () => {
  const token = await tokenOf("openstack", "unscoped");
  const message = await refusal(open("openstack", { ...nobody, token }).location());
  expect(message).toContain("the token is not scoped to a project");
  expect(message).toContain('set auth.project_name in the entry "c" of clouds.yaml (/app/clouds.yaml)');
  expect(message).not.toContain("OS_PROJECT_NAME");
});

describe("another project than the configured one is refused before anything is made", () => {
  const made = (signedIn: Cloud, volumeId: string) =>
    signedIn.exportVolume({ volumeId, imageName: "x", force: false });

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ["project_name", { project_name: "eu-de_other" }, {}, 'project "eu-de_other" is configured (clouds.yaml'],
    ["project_id", { project_id: projects.otc[1] }, {}, `project ${projects.otc[1]} is configured (clouds`],
    [
      "cloudimages:projectName",
      {},
      { projectName: "eu-de_other" },
      'project "eu-de_other" is configured (stack configuration cloudimages:projectName)',
    ],
  ])("a token of OTC's IAM: %s", async (_, auth, stackConfig, expected) => {
    const { id } = cloud.addVolume({ profile: "otc" });
    const signedIn = open("otc", { ...nobody, ...auth, token: await tokenOf("otc") }, { stackConfig });
    expect(await refusal(made(signedIn, id))).toContain(expected);
    expect(await refusal(signedIn.location())).toContain('the token is of project "eu-de_lab"');
    expect(new Set(wire())).toEqual(new Set(["iam.showToken"]));
    expect(cloud.images()).toEqual([]);
  });

  test("HW_PROJECT_ID beside HW_AUTH_TOKEN", async () => {
    const env = {
      HW_AUTH_TOKEN: await tokenOf("otc"),
      HW_AUTH_URL: cloud.credentials.otc.auth.auth_url,
      HW_REGION_NAME: "eu-de",
      HW_PROJECT_ID: projects.otc[1],
    };
    const sources = { env, stackConfig: {}, home: "/", cwd: "/app", readFile: () => undefined };
    const message = await refusal(connect(resolveCloud(undefined, sources), realClock).location());
    expect(message).toContain(`project ${projects.otc[1]} is configured (environment HW_PROJECT_ID)`);
    expect(message).toContain("correct what is configured: set the environment variable HW_PROJECT_ID");
  });

  test.each<[string, Record<string, string>, object]>([
    ["project_name", { project_name: "other" }, {}],
    ["project_name beside auth", {}, { project_name: "other" }],
    ["project_id", { project_id: projects.openstack[1] }, {}],
    ["a domain", { project_name: "lab", project_domain_name: "Elsewhere" }, {}],
  ])("an application credential: %s", async (_, auth, beside) => {
    const { id } = cloud.addVolume({ profile: "openstack" });
    const message = await refusal(made(open("openstack-appcred", auth, { beside }), id));
    expect(message).toContain('the application credential is of project "lab"');
    expect(message).toContain(
      "What to do: create one in that project; or correct what is configured: set auth.",
    );
    expect(new Set(wire())).toEqual(new Set(["keystone.createToken"]));
    expect(cloud.images()).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["its project's name", { project_name: "lab" }],
    ["its project's name and domain", { project_name: "lab", project_domain_id: "default" }],
    ["its domain's name in other letters", { project_name: "lab", project_domain_name: "default" }],
    ["its project's id", { project_id: projects.openstack[0] }],
    [
      "its user's domain, which need not be the project's",
      { project_name: "lab", user_domain_name: "Users" },
    ],
  ])("an application credential with %s signs in", async (_, auth) => {
    expect((await open("openstack-appcred", auth).location()).projectId).toBe(projects.openstack[0]);
  });

  test("a project that nobody has named is not one that is configured", async () => {
    const token = await tokenOf("otc");
    expect((await open("otc", { ...nobody, token }).location()).projectId).toBe(projects.otc[0]);
  });

  test("a token whose project is in another region than the settings' is refused", async () => {
    const token = await tokenOf("otc");
    const signedIn = open("otc", { ...nobody, token }, { beside: { region_name: "eu-nl" } });
    expect(await refusal(signedIn.location())).toContain(
      'project "eu-de_lab" is one of region eu-de, but the region is eu-nl (clouds.yaml (/app/clouds.yaml))',
    );
  });
});
