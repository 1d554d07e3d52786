import {
  describedIn,
  InvalidSettingsError,
  profileOf,
  resolveCloud,
  type Sources,
  whereToSet,
} from "../../../provider/clouds/settings";

const HOME_FILE = "/home/ann/.config/openstack/clouds.yaml";

/** Two complete entries; no other file, no variable, no stack configuration. */
function given(rest: Partial<Sources> = {}): Sources {
  const entry = (user: string) =>
    `{profile: otc, region_name: eu-de, auth: {username: ${user}, password: pw-${user}, user_domain_name: ACC}}`;
  const files: Record<string, string> = {
    [HOME_FILE]: `clouds:\n  prod: ${entry("prod-user")}\n  lab: ${entry("lab-user")}\n`,
  };
  return {
    env: {},
    readFile: (path) => files[path],
    home: "/home/ann",
    cwd: "/srv/app",
    stackConfig: {},
    ...rest,
  };
}

const keystone = {
  OS_AUTH_URL: "https://keystone.example:5000/v3",
  OS_USERNAME: "env-user",
  OS_PASSWORD: "env-pw",
  OS_PROJECT_NAME: "p",
  OS_USER_DOMAIN_NAME: "Default",
};
const huawei = {
  HW_REGION_NAME: "cn-north-4",
  HW_USER_NAME: "hw-user",
  HW_USER_PASSWORD: "hw-pw",
  HW_DOMAIN_NAME: "ACC",
};

function failure(run: () => unknown): InvalidSettingsError {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidSettingsError) return error;
    throw error;
  }
  throw new Error("expected an InvalidSettingsError");
}

describe("which cloud is used", () => {
  test("the resource's argument comes first", () => {
    const sources = given({ env: { OS_CLOUD: "lab", ...keystone }, stackConfig: { cloud: "lab" } });
    expect(resolveCloud("prod", sources).userName).toBe("prod-user");
  });

  test("then stack configuration, before OS_CLOUD", () => {
    const sources = given({ env: { OS_CLOUD: "lab" }, stackConfig: { cloud: "prod" } });
    expect(resolveCloud(undefined, sources).name).toBe("prod");
  });

  test("then OS_CLOUD, before the other variables", () => {
    expect(resolveCloud(undefined, given({ env: { OS_CLOUD: "lab", ...keystone } })).userName).toBe(
      "lab-user",
    );
  });

  test("then OS_*, before HW_*", () => {
    const settings = resolveCloud(undefined, given({ env: { ...keystone, ...huawei } }));
    expect(settings).toMatchObject({ name: "environment", profile: "openstack", userName: "env-user" });
  });

  test("then HW_*, even where OS_* has a region or a certificate", () => {
    const env = { OS_REGION_NAME: "eu-de", OS_CACERT: "/ca.pem", OS_USERNAME: "x", ...huawei };
    expect(resolveCloud(undefined, given({ env }))).toMatchObject({
      profile: "huaweicloud",
      userName: "hw-user",
      region: "cn-north-4",
    });
  });

  test("then ZSTACK_*, whose profile is known at preview", () => {
    expect(profileOf(undefined, given({ env: { ZSTACK_HOST: "10.0.0.1", ZSTACK_ACCESS_KEY_ID: "k" } }))).toBe(
      "zstack",
    );
  });

  test("then stack configuration by itself", () => {
    const stackConfig = {
      authUrl: "https://keystone.example/v3",
      userName: "u",
      userDomainName: "Default",
      projectName: "p",
      password: "pw",
    };
    expect(resolveCloud(undefined, given({ stackConfig }))).toMatchObject({
      name: "stack configuration",
      profile: "openstack",
      userName: "u",
    });
    expect(profileOf(undefined, given({ stackConfig: { profile: "otc-swiss" } }))).toBe("otc-swiss");
  });

  test("keys of stack configuration may bear their namespace", () => {
    expect(resolveCloud(undefined, given({ stackConfig: { "cloudimages:cloud": "prod" } })).name).toBe(
      "prod",
    );
  });

  test("an empty variable counts as not set", () => {
    expect(resolveCloud(undefined, given({ env: { OS_CLOUD: "", ...keystone } })).name).toBe("environment");
  });

  test("the only entry is not taken unasked, and the error names every way to choose", () => {
    const error = failure(() => resolveCloud(undefined, given()));
    expect(error.property).toBe("cloud");
    expect(error.message).toBe(
      'No cloud is set. Name an entry of clouds.yaml with the argument `cloud` of the resource, or with `pulumi config set cloudimages:cloud <name>`, or with the environment variable OS_CLOUD; or describe a cloud in the environment alone (OS_AUTH_URL and other OS_*, HW_* or ZSTACK_*). Entries of clouds.yaml: "prod", "lab".',
    );
    expect(() => profileOf(undefined, given())).toThrow("No cloud is set");
  });

  test("an explicit provider has settings of its own, so these are named, and not the stack's, which it does not read", () => {
    const of = (stackConfig: Sources["stackConfig"]) => given({ provider: "otc-b", stackConfig });
    expect(failure(() => resolveCloud(undefined, of({}))).message).toContain(
      'or with the setting `cloud` of the provider "otc-b", or with the environment variable OS_CLOUD',
    );
    expect(failure(() => resolveCloud(undefined, of({ cloud: "prd" }))).message).toContain(
      'There is no cloud "prd", which setting cloud of the provider "otc-b" asks for.',
    );
    const lacking = failure(() => resolveCloud(undefined, of({ profile: "otc", region: "eu-de" }))).message;
    expect(lacking).toMatch(/^The cloud of the provider "otc-b" lacks /);
    expect(lacking).toContain('set password of the provider "otc-b"');

    const complete = { profile: "otc", region: "eu-de", userName: "u", password: "p", userDomainName: "ACC" };
    const alone = resolveCloud(undefined, of(complete));
    expect(alone.name).toBe("provider otc-b");
    expect(describedIn(alone)).toBe('the settings of the provider "otc-b"');
    expect(whereToSet("region", alone)).toBe('region of the provider "otc-b"');
    const overlaid = resolveCloud(undefined, of({ cloud: "prod", password: "q" }));
    expect(describedIn(overlaid)).toMatch(
      /^the entry "prod" of .* and in the settings of the provider "otc-b"$/,
    );
  });

  test("a broken clouds.yaml does not hide that no cloud is set", () => {
    expect(() => resolveCloud(undefined, given({ readFile: () => "a: [" }))).toThrow("No cloud is set");
  });

  test("for an unknown name the error lists the known ones, the files, and what named it", () => {
    const error = failure(() => resolveCloud("prd", given()));
    expect(error.property).toBe("cloud");
    expect(error.message).toBe(
      'There is no cloud "prd", which the argument `cloud` of the resource asks for. Did you mean "prod"? Known: "prod", "lab". Looked in: clouds.yaml (~/.config/openstack/clouds.yaml). Correct the name, or add the entry.',
    );
    const selected = failure(() => resolveCloud(undefined, given({ env: { OS_CLOUD: "prd" } })));
    expect(selected.property).toBeUndefined();
    expect(selected.message).toContain("which environment OS_CLOUD asks for");
  });

  test("without any file, the error for an unknown name lists the places that were searched", () => {
    const { message } = failure(() => resolveCloud("prod", given({ readFile: () => undefined })));
    expect(message).toContain(
      "No entry is known. Looked in: /srv/app/clouds.yaml, /srv/app/clouds.yml, /srv/app/clouds.json, ~/.config/openstack/clouds.yaml",
    );
    expect(message).toContain("/etc/xdg/openstack/clouds.yaml");
    expect(message).toContain("/etc/openstack/clouds.json.");
  });

  test("an empty name is an unknown name, not the default cloud", () => {
    expect(() => resolveCloud("", given({ env: keystone }))).toThrow('There is no cloud ""');
  });

  test("`envvars` names the environment, as in openstacksdk", () => {
    expect(resolveCloud("envvars", given({ env: { OS_CLOUD: "prod", ...keystone } })).userName).toBe(
      "env-user",
    );
    const renamed = given({ env: { OS_CLOUD: "shell", OS_CLOUD_NAME: "shell", ...keystone } });
    expect(resolveCloud(undefined, renamed).name).toBe("environment");
    expect(() => resolveCloud("envvars", given())).toThrow('There is no cloud "envvars"');
  });

  test("an entry with the environment's name is ambiguous", () => {
    const env = { OS_CLOUD_NAME: "prod", ...keystone };
    expect(() => resolveCloud("prod", given({ env }))).toThrow(
      '"prod" names both the cloud of the environment',
    );
  });
});

describe("what completes the chosen cloud", () => {
  test("variables never change a named entry", () => {
    const env = { ...keystone, OS_REGION_NAME: "eu-nl", ...huawei };
    expect(resolveCloud("prod", given({ env }))).toMatchObject({
      userName: "prod-user",
      region: "eu-de",
      profile: "otc",
    });
  });

  test.each([
    ["chosen by stack configuration", {}, { cloud: "prod" }, undefined],
    ["chosen by OS_CLOUD", { OS_CLOUD: "prod" }, {}, undefined],
    ["chosen by both a resource and the stack", {}, { cloud: "prod" }, "prod"],
  ])("stack configuration completes the default cloud %s", (_, env, cloud, name) => {
    const settings = resolveCloud(name, given({ env, stackConfig: { ...cloud, region: "eu-nl" } }));
    expect(settings).toMatchObject({
      name: "prod",
      region: "eu-nl",
      authUrl: "https://iam.eu-nl.otc.t-systems.com/v3",
    });
    expect(settings.sources.region).toBe("stack configuration cloudimages:region");
  });

  test("stack configuration completes the environment, also where a resource calls it envvars", () => {
    for (const name of [undefined, "envvars"]) {
      expect(
        resolveCloud(name, given({ env: keystone, stackConfig: { projectName: "stack" } })).projectName,
      ).toBe("stack");
    }
  });

  test("stack configuration does not touch another cloud that a resource names", () => {
    const stackConfig = { cloud: "lab", region: "eu-nl", token: "stack-token", profile: "openstack" };
    expect(resolveCloud("prod", given({ stackConfig }))).toMatchObject({
      region: "eu-de",
      profile: "otc",
      credentials: { kind: "password" },
    });
  });

  test("a project's name in stack configuration puts aside the entry's project id", () => {
    const env = { ...keystone, OS_PROJECT_ID: "1234" };
    const settings = resolveCloud(undefined, given({ env, stackConfig: { projectName: "stack" } }));
    expect(settings.projectId).toBeUndefined();
    expect(settings.projectName).toBe("stack");
  });

  test("the profile chosen at preview is the one that is used", () => {
    for (const [name, rest] of [
      ["prod", {}],
      [undefined, { env: keystone }],
      [undefined, { env: huawei }],
      [undefined, { env: keystone, stackConfig: { profile: "otc", region: "eu-nl" } }],
    ] as const) {
      const sources = given(rest);
      expect(profileOf(name, sources)).toBe(resolveCloud(name, sources).profile);
    }
  });

  test("the profile needs no credentials", () => {
    const readFile = () => "clouds: {prod: {profile: otc}}";
    expect(profileOf("prod", given({ readFile }))).toBe("otc");
    expect(profileOf(undefined, given({ env: { OS_AUTH_URL: "https://keystone.example" } }))).toBe(
      "openstack",
    );
  });
});
