import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "../../../provider/index";
import { connections } from "../../../provider/pulumi/program/connections";
import {
  cloudMismatch,
  type ProgramCloud,
  programCloud,
} from "../../../provider/pulumi/program/programCloud";
import { realSources } from "../../../provider/pulumi/program/sources";
import { mockEngine, registeredAs } from "../registered";

const auth = (host: string) => ({
  auth_url: `https://${host}/v3`,
  username: "u",
  user_domain_name: "D",
  password: "canary",
  project_name: "p",
  project_domain_name: "D",
});
const clouds = {
  prod: { profile: "openstack", region_name: "one", auth: auth("PROD.example:5000") },
  test: { profile: "openstack", auth: auth("test.example") },
  broken: { profile: "openstack", auth: { password: "canary" } },
};
const prod: ProgramCloud = { entry: "prod", profile: "openstack", region: "one", host: "prod.example:5000" };

/** What a provider finds with this environment and configuration. */
const provider = (env: Record<string, string>, config: Record<string, string> = {}) => {
  const place = { env, cwd: "/app", home: "/home/ann" };
  const readFile = (path: string) => (path === "/app/clouds.yaml" ? JSON.stringify({ clouds }) : undefined);
  return connections({ ...realSources(place, config), readFile }, () => {});
};

describe("the provider, for an image that the program means for a cloud", () => {
  const here = provider({ OS_CLOUD: "prod" });

  test("makes it where it finds the very cloud", () => {
    expect(cloudMismatch({ __cloud: prod }, here)).toEqual([]);
    expect(cloudMismatch({ __cloud: { ...prod, asked: "prod" }, cloud: "prod" }, provider({}))).toEqual([]);
  });

  test.each([
    ["another entry, with the project and credentials of that", { ...prod, entry: "prod-admin" }],
    ["another profile", { ...prod, profile: "otc" }],
    ["another region", { ...prod, region: "two" }],
    ["no region where it finds one", { entry: "prod", profile: "openstack", host: prod.host }],
    ["another identity service", { ...prod, host: "other.example" }],
  ])("refuses %s, and names both clouds and what to do", (_, recorded) => {
    const [issue, ...more] = cloudMismatch({ __cloud: recorded }, here);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ property: "cloud" });
    expect(issue?.reason).toMatch(/^the program means cloud "prod/);
    expect(issue?.reason).toContain('finds cloud "prod" (openstack, one, prod.example:5000, project p)');
    for (const way of ['{ "cloudimages:cloud": … }', "environment", "`envVars` and `workDir`", "`cloud`"])
      expect(issue?.reason).toContain(way);
    expect(issue?.reason).not.toContain("canary");
  });

  test.each([
    ["the id, which counts", { projectId: "7f" }, "7f"],
    ["the name", { projectName: "lab" }, "lab"],
  ])("refuses another project, where it does not have %s that the stack configures", (_, config, project) => {
    const recorded = { __cloud: { ...prod, project } };
    expect(cloudMismatch(recorded, provider({ OS_CLOUD: "prod" }, config))).toEqual([]);
    const [issue] = cloudMismatch(recorded, here);
    expect(issue?.reason).toContain(`project ${project}), but the provider`);
    expect(issue?.reason).toContain("prod.example:5000, project p)");
  });

  test("refuses it also if it finds no cloud: that error alone would not explain why", () => {
    const [issue] = cloudMismatch({ __cloud: prod }, provider({}));
    expect(issue?.reason).toMatch(/^the program means cloud "prod" .* does not find that cloud\. /);
  });

  test.each([
    ["a state of before", {}],
    ["a preview that does not know it yet", { __cloud: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    ["a name that is not known yet", { __cloud: prod, cloud: pulumi.output("x") }],
    ["another name, by a transform or ignoreChanges", { __cloud: { ...prod, asked: "prod" }, cloud: "test" }],
    ["no name any more", { __cloud: { ...prod, asked: "prod", host: "x.example" } }],
    ["a name that only came later", { __cloud: { ...prod, host: "x.example" }, cloud: "prod" }],
    ["a later form", { __cloud: { name: "prod" } }],
  ])("accepts %s", (_, inputs) => {
    expect(cloudMismatch(inputs, here)).toEqual([]);
  });

  test("leaves incomplete settings to the create, which reports what is missing", () => {
    expect(cloudMismatch({ __cloud: prod }, provider({ OS_CLOUD: "broken" }))).toEqual([]);
  });
});

describe("a program's image", () => {
  const { env } = process;
  let monitor: jest.SpyInstance;
  beforeEach(async () => {
    await mockEngine();
    process.env = {
      ...Object.fromEntries(Object.entries(env).filter(([key]) => !/^(OS|HW|ZSTACK)_/.test(key))),
      OS_CLIENT_CONFIG_FILE: "/dev/null",
      OS_AUTH_URL: "https://Keystone.example/v3",
      OS_USERNAME: "u",
      OS_PASSWORD: "canary",
      OS_REGION_NAME: "one",
    };
    // With a real monitor, like that of an engine; nothing is sent to it.
    monitor = jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue({ getChannel() {} } as never);
  });
  afterEach(() => {
    process.env = env;
    monitor.mockRestore();
    pulumi.runtime.setAllConfig({});
  });

  const meant = { entry: "environment", profile: "openstack", region: "one", host: "keystone.example" };
  const settled = (output: unknown) =>
    (pulumi.output(output) as unknown as { promise(): Promise<unknown> }).promise();

  test("records the cloud that the program finds, without anything secret", () => {
    expect(programCloud(undefined)).toEqual(meant);
  });

  test("records it for a name that is known only later, and as secret as the name", async () => {
    const asked = { asked: "envvars", ...meant };
    expect(await settled(programCloud(pulumi.output("envvars")))).toEqual(asked);
    expect(await settled(programCloud(Promise.resolve("envvars")))).toEqual(asked);
    const secret = programCloud(pulumi.secret("envvars")) as pulumi.Output<unknown>;
    expect([await settled(secret), await pulumi.isSecret(secret)]).toEqual([asked, true]);
  });

  test("records the project that is configured", async () => {
    pulumi.runtime.setAllConfig({ "cloudimages:projectName": "lab" });
    expect(programCloud(undefined)).toEqual({ ...meant, project: "lab" });
    pulumi.runtime.setAllConfig({ "cloudimages:projectName": "lab" }, ["cloudimages:projectName"]);
    const secret = programCloud(undefined) as pulumi.Output<unknown>;
    expect([await settled(secret), await pulumi.isSecret(secret)]).toEqual([
      { ...meant, project: "lab" },
      true,
    ]);
  });

  test("keeps encrypted what the configuration encrypts", async () => {
    pulumi.runtime.setAllConfig({ "cloudimages:cloud": "envvars" }, ["cloudimages:cloud"]);
    const secret = programCloud(undefined) as pulumi.Output<unknown>;
    expect([await settled(secret), await pulumi.isSecret(secret)]).toEqual([meant, true]);
  });

  test.each([
    ["is not there", "nowhere"],
    ["is no text", 7],
  ])("records nothing for a cloud that %s: the provider reports it", async (_, name) => {
    expect(await settled(programCloud(name))).toBeUndefined();
  });

  test("records nothing if the settings are broken, and does not throw", () => {
    process.env.OS_CLOUD = "c";
    process.env.OS_CLIENT_CONFIG_FILE = "/";
    expect(programCloud(undefined)).toBeUndefined();
  });

  test("records nothing with mocks: what is registered does not depend on the machine", async () => {
    monitor.mockRestore();
    const { inputs } = await registeredAs(new VolumeImage("base", { volumeId: "v" }));
    expect(Object.keys(inputs)).not.toContain("__cloud");
  });
});
