import { profileOf, resolveCloud, type Sources } from "../../../provider/clouds/settings";

const variables = {
  ZSTACK_HOST: "127.0.0.1",
  ZSTACK_ACCOUNT_NAME: "admin",
  ZSTACK_ACCOUNT_PASSWORD: "pw",
};

function given(env: Record<string, string>, stackConfig: Record<string, string> = {}): Sources {
  return { env, readFile: () => undefined, home: "/home/ann", cwd: "/srv/app", stackConfig };
}

function entry(lines: string, rest: Partial<Sources> = {}) {
  const text = `clouds:\n  lab:\n    profile: zstack\n    ${lines.split("\n").join("\n    ")}\n`;
  const readFile = (path: string) => (path === "/srv/app/clouds.yaml" ? text : undefined);
  return resolveCloud(undefined, { ...given({ OS_CLOUD: "lab" }), readFile, ...rest });
}

const auth = (fields: string) => entry(`auth: {${fields}}`);

describe("the environment", () => {
  test("names the host, and ZStack's own port, scheme and path are taken", () => {
    expect(resolveCloud(undefined, given(variables))).toMatchObject({
      name: "environment",
      profile: "zstack",
      authUrl: "http://127.0.0.1:8080/zstack",
      userName: "admin",
      credentials: { kind: "password" },
      sources: { authUrl: "environment ZSTACK_HOST", userName: "environment ZSTACK_ACCOUNT_NAME" },
    });
    const port = resolveCloud(undefined, given({ ...variables, ZSTACK_PORT: "9090" }));
    expect(port.authUrl).toBe("http://127.0.0.1:9090/zstack");
    expect(port).not.toHaveProperty("host");
    expect(Object.keys(port.sources)).not.toContain("host");
    expect(resolveCloud(undefined, given({ ...variables, ZSTACK_HOST: "https://z.example" })).authUrl).toBe(
      "https://z.example/zstack",
    );
  });

  test("signs in a user of the account with the user's own password", () => {
    const user = { ...variables, ZSTACK_USER_NAME: "ann", ZSTACK_USER_PASSWORD: "hers" };
    const { accountName, userName, credentials } = resolveCloud(undefined, given(user));
    expect([accountName, userName]).toEqual(["admin", "ann"]);
    expect(credentials.kind === "password" && credentials.password.reveal()).toBe("hers");
    const { ZSTACK_USER_PASSWORD: _, ...without } = user;
    expect(() => resolveCloud(undefined, given(without))).toThrow(/lacks a password/);
    const alone = resolveCloud(undefined, given({ ...variables, ZSTACK_USER_PASSWORD: "hers" })).credentials;
    expect(alone.kind === "password" && alone.password.reveal()).toBe("pw");
  });

  test("signs with an access key; an account counts more, as in ZStack's own tools", () => {
    const keys = { ZSTACK_HOST: "127.0.0.1", ZSTACK_ACCESS_KEY_ID: "k", ZSTACK_ACCESS_KEY_SECRET: "s" };
    expect(resolveCloud(undefined, given(keys)).credentials).toMatchObject({
      kind: "accessKey",
      accessKey: "k",
    });
    expect(resolveCloud(undefined, given({ ...keys, ...variables })).credentials.kind).toBe("password");
  });

  test.each<[string, Record<string, string>, string]>([
    ["host", { ZSTACK_ACCOUNT_NAME: "a", ZSTACK_ACCOUNT_PASSWORD: "p" }, "variable ZSTACK_HOST"],
    ["account", { ZSTACK_HOST: "127.0.0.1", ZSTACK_ACCOUNT_PASSWORD: "p" }, "variable ZSTACK_ACCOUNT_NAME"],
    ["password", { ZSTACK_HOST: "127.0.0.1", ZSTACK_ACCOUNT_NAME: "a" }, "variable ZSTACK_ACCOUNT_PASSWORD"],
    ["secret", { ZSTACK_HOST: "127.0.0.1", ZSTACK_ACCESS_KEY_ID: "k" }, "variable ZSTACK_ACCESS_KEY_SECRET"],
  ])("without a %s is refused with what to set", (_, env, expected) => {
    expect(() => resolveCloud(undefined, given(env))).toThrow(expected);
    expect(() => resolveCloud(undefined, given(env))).toThrow("The cloud of the environment (ZSTACK_*)");
  });

  test("a zone of another kind of cloud is nobody's business", () => {
    const env = { OS_AUTH_URL: "https://k.example", OS_TOKEN: "t", OS_TIME_ZONE: "nowhere" };
    expect(resolveCloud(undefined, given(env))).not.toHaveProperty("timeZone");
  });

  test("OS_HOST makes no cloud, and OS_* come before ZSTACK_*", () => {
    expect(() => resolveCloud(undefined, given({ OS_HOST: "h" }))).toThrow("No cloud is set");
    expect(profileOf(undefined, given({ ...variables, OS_AUTH_URL: "https://k.example" }))).toBe("openstack");
  });
});

describe("an entry", () => {
  test.each([
    ["auth_url: 'http://127.0.0.1:8080/zstack'", "http://127.0.0.1:8080/zstack"],
    ["auth_url: 'http://127.0.0.1:8080/zstack/v1/'", "http://127.0.0.1:8080/zstack"],
    ["auth_url: 'http://127.0.0.1'", "http://127.0.0.1:8080/zstack"],
    ["auth_url: 'http://127.0.0.1:80'", "http://127.0.0.1:80/zstack"],
    ["auth_url: 127.0.0.1", "http://127.0.0.1:8080/zstack"],
    ["auth_url: 'localhost:18080'", "http://localhost:18080/zstack"],
    ["auth_url: 'https://z.example'", "https://z.example/zstack"],
    ["auth_url: 'https://z.example/cloud/zstack/'", "https://z.example/cloud/zstack"],
    ["auth_url: 'http://[::1]:8080'", "http://[::1]:8080/zstack"],
    ["host: 127.0.0.1", "http://127.0.0.1:8080/zstack"],
    ["host: 127.0.0.1, port: 9000", "http://127.0.0.1:9000/zstack"],
    ["host: 'https://z.example', port: 8443", "https://z.example:8443/zstack"],
  ])("with %s is at %s", (place, expected) => {
    expect(auth(`${place}, username: admin, password: pw`).authUrl).toBe(expected);
  });

  test("signs in an account, by either name, or a user of one", () => {
    const at = "host: 127.0.0.1, password: pw";
    expect(auth(`${at}, username: admin`)).toMatchObject({ userName: "admin" });
    expect(auth(`${at}, account_name: admin`)).toMatchObject({ userName: "admin" });
    expect(auth(`${at}, account_name: admin`)).not.toHaveProperty("accountName");
    expect(auth(`${at}, account_name: admin, username: ann`)).toMatchObject({
      accountName: "admin",
      userName: "ann",
    });
    expect(() => auth(at)).toThrow("the account's name (set auth.username in its entry)");
    expect(() => auth("username: a, password: p")).toThrow(
      "the address of the management node (set auth.auth_url in its entry)",
    );
  });

  test("may not send credentials over plain http, unless it allows that", () => {
    const far = "auth: {host: 10.0.0.1, username: admin, password: pw}";
    expect(() => entry(far)).toThrow(/is plain http.*set allow_http in its entry to true/);
    expect(entry(`${far}\nallow_http: true`)).toMatchObject({
      allowHttp: true,
      authUrl: "http://10.0.0.1:8080/zstack",
    });
    const env = { ...variables, ZSTACK_HOST: "10.0.0.1" };
    expect(() => resolveCloud(undefined, given(env))).toThrow("plain http");
    expect(resolveCloud(undefined, given({ ...env, ZSTACK_ALLOW_HTTP: "true" })).allowHttp).toBe(true);
  });

  test.each([
    ["auth_url: 'ftp://z.example'", "is not a URL"],
    ["auth_url: 'https://u:hunter2@z.example'", "holds a user or a password"],
    ["auth_url: 'https://z.example/zstack?x=hunter2'", "must end before any ?"],
    ["auth_url: 'http://127.0.0.1:99999'", "is not a URL"],
  ])("with %s is refused, and not quoted", (place, expected) => {
    const run = () => auth(`${place}, username: admin, password: pw`);
    expect(run).toThrow(expected);
    expect(run).not.toThrow("hunter2");
  });

  test("knows no tokens and no application credentials", () => {
    expect(() => auth("host: 127.0.0.1, token: t")).toThrow("that ZStack does not know");
  });

  test("may name the time zone of the cloud's clock", () => {
    const keys = "auth: {host: 127.0.0.1, access_key: k, secret_key: s}";
    expect(entry(keys)).not.toHaveProperty("timeZone");
    expect(entry(`${keys}\ntime_zone: Europe/Berlin`).timeZone).toBe("Europe/Berlin");
    expect(() => entry(`${keys}\ntime_zone: Mars/Olympus`)).toThrow("time_zone (clouds.yaml");
    expect(() => entry(`${keys}\ntime_zone: '+08:00'`)).toThrow("Give its name");
    const env = { ...variables, ZSTACK_TIME_ZONE: "UTC" };
    expect(resolveCloud(undefined, given(env)).timeZone).toBe("UTC");
  });
});

test("stack configuration alone describes a cloud as well", () => {
  const stackConfig = {
    profile: "zstack",
    host: "127.0.0.1",
    userName: "admin",
    password: "pw",
    timeZone: "UTC",
  };
  expect(resolveCloud(undefined, given({}, stackConfig))).toMatchObject({
    profile: "zstack",
    authUrl: "http://127.0.0.1:8080/zstack",
    userName: "admin",
    timeZone: "UTC",
  });
});
