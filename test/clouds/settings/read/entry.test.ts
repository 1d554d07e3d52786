import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveCloud, type Sources } from "../../../../provider/clouds/settings";

/** The cloud `c` with a complete password log-in, over which a test lays its own lines. */
function resolve(lines: string, rest: Partial<Sources> = {}, auth = AUTH) {
  const text = `clouds:\n  c:\n    auth:\n${indent(auth, 6)}\n${indent(lines, 4)}\n`;
  return resolveCloud("c", {
    env: {},
    readFile: (path) => (path === "/srv/app/clouds.yaml" ? text : undefined),
    home: "/home/ann",
    cwd: "/srv/app",
    stackConfig: {},
    ...rest,
  });
}

const AUTH =
  "auth_url: https://k.example:5000/v3/\nusername: u\nuser_domain_name: D\npassword: pw\nproject_name: p";

function indent(text: string, by: number): string {
  return text
    .split("\n")
    .map((line) => " ".repeat(by) + line)
    .join("\n");
}

describe("how an entry's keys are read", () => {
  test("dashes stand for underscores, user_name for username, tenant_name for project_name", () => {
    const auth = "auth-url: https://k.example\nuser-name: u\nuser-domain-id: d\npassword: pw\ntenant-name: t";
    expect(resolve("region-name: r", {}, auth)).toMatchObject({
      authUrl: "https://k.example",
      userName: "u",
      userDomainId: "d",
      projectName: "t",
      region: "r",
    });
  });

  test("projects are taken from beside auth first, users from inside it: as openstacksdk does", () => {
    expect(resolve("project_name: outer\nusername: outer")).toMatchObject({
      projectName: "outer",
      userName: "u",
    });
  });

  test("scalars stay as written, where openstacksdk would make 10 of 012", () => {
    const auth = AUTH.replace("password: pw", "password: 012").replace(
      "project_name: p",
      "project_name: 007",
    );
    const settings = resolve("region_name: 1.0", {}, auth);
    expect(settings).toMatchObject({ projectName: "007", region: "1.0" });
    expect(settings.credentials.kind === "password" && settings.credentials.password.reveal()).toBe("012");
  });

  test("null and nothing count as not set", () => {
    expect(resolve("region_name:\ncacert: null\nproject_id: ~")).not.toHaveProperty("region");
  });

  test("anchors are merged and the last of two equal keys wins, as PyYAML does", () => {
    const text = `base: &base {auth_url: "https://k.example", username: u, user_domain_name: D, password: pw}
clouds: {c: {auth: {<<: *base, project_name: a, project_name: b}}}`;
    const settings = resolve("", { readFile: () => text });
    expect(settings).toMatchObject({ userName: "u", projectName: "b" });
  });

  test("one domain_name stands for user and project", () => {
    const auth = AUTH.replace("user_domain_name", "domain_name");
    expect(resolve("", {}, auth)).toMatchObject({
      userDomainName: "D",
      projectDomainName: "D",
      domainName: "D",
    });
  });

  test("a project without domain is looked up in its user's domain, and that is recorded", () => {
    expect(resolve("")).toMatchObject({ projectDomainName: "D" });
    expect(resolve("default_domain: Other", {}, AUTH.replace("user_domain_name: D\n", ""))).toMatchObject({
      userDomainName: "Other",
      projectDomainName: "Other",
    });
    expect(resolve("", {}, AUTH.replace("project_name: p", "project_id: 1"))).not.toHaveProperty(
      "projectDomainName",
    );
  });

  test("what belongs to later sign-ins is carried along", () => {
    const auth = `${AUTH}\nagency_name: a\nagency_domain_name: other\ndelegated_project: eu-de`;
    expect(resolve("profile: otc", {}, auth).agency).toEqual({
      name: "a",
      domainName: "other",
      delegatedProject: "eu-de",
    });
  });

  test("an agency needs its account, and a cloud that knows agencies", () => {
    expect(() => resolve("profile: otc", {}, `${AUTH}\nagency_name: a`)).toThrow(
      "lacks the name of the account that the agency belongs to (set auth.agency_domain_name in its entry)",
    );
    const auth = `${AUTH}\nagency_name: a\nagency_domain_name: other`;
    expect(() => resolve("", {}, auth)).toThrow("only Open Telekom Cloud and Huawei Cloud know agencies");
  });
});

describe("regions", () => {
  const LIST = "regions:\n  - r1\n  - name: r2\n    values: {auth: {project_name: p2}, interface: internal}";

  test("the first of the list is taken, even beside region_name: as openstacksdk does", () => {
    expect(resolve(`${LIST}\nregion_name: r2`)).toMatchObject({ region: "r1", projectName: "p" });
  });

  test("stack configuration chooses another one, with its own values", () => {
    const stack = { stackConfig: { cloud: "c", region: "r2" } };
    expect(resolve(LIST, stack)).toMatchObject({
      region: "r2",
      projectName: "p2",
      interface: "internal",
    });
  });

  test("one that is not in the list is refused", () => {
    expect(() => resolve(LIST, { stackConfig: { cloud: "c", region: "r3" } })).toThrow(
      'The cloud "c" of clouds.yaml (/srv/app/clouds.yaml) has no region "r3" (stack configuration cloudimages:region). Its regions are: r1, r2.',
    );
  });

  test("OS_REGION_NAME chooses another one, as with python-openstackclient; stack configuration is stronger", () => {
    const env = { OS_CLOUD: "c", OS_REGION_NAME: "r2" };
    const chosen = resolve(LIST, { env });
    expect(chosen).toMatchObject({ region: "r2", projectName: "p2", interface: "internal" });
    expect(chosen.sources.region).toBe("environment OS_REGION_NAME");
    expect(resolve(LIST, { env: { OS_REGION_NAME: "r2" } }).region).toBe("r2");
    expect(resolve(LIST, { env, stackConfig: { region: "r1" } }).region).toBe("r1");
    expect(resolve("region_name: [r1, r2]", { env }).region).toBe("r2");
    expect(resolve("", { env })).toMatchObject({ region: "r2" });
    expect(() => resolve(LIST, { env: { ...env, OS_REGION_NAME: "r3" } })).toThrow(
      'has no region "r3" (environment OS_REGION_NAME). Its regions are: r1, r2.',
    );
  });

  test("the region_name of an entry holds, and so does an entry beside which OS_* describe a cloud of their own", () => {
    const env = { OS_CLOUD: "c", OS_REGION_NAME: "r2" };
    expect(resolve("region_name: r1", { env }).region).toBe("r1");
    const own = { OS_AUTH_URL: "https://other.example", OS_PASSWORD: "pw", OS_REGION_NAME: "r2" };
    expect(resolve(LIST, { env: own }).region).toBe("r1");
    expect(resolve(LIST, { env, stackConfig: { cloud: "another" } }).region).toBe("r1");
  });

  test("a list in region_name means the same", () => {
    expect(resolve("region_name: r1, r2").region).toBe("r1");
    expect(resolve("region_name: [r1, r2]", { stackConfig: { cloud: "c", region: "r2" } }).region).toBe("r2");
  });
});

describe("endpoints, certificates and the like", () => {
  test("overrides are found under every alias, the official name first", () => {
    expect(
      resolve(
        "image_endpoint_override: https://i.example/\nvolume_endpoint_override: https://v.example/v3/%(project_id)s\nvolumev3_endpoint_override: https://v3.example",
      ).endpoints,
    ).toEqual({ image: "https://i.example", volume: "https://v3.example" });
    expect(
      resolve("block_storage_endpoint_override: https://b.example\nvolumev3_endpoint_override: https://x")
        .endpoints,
    ).toEqual({ volume: "https://b.example" });
    expect(resolve("image_endpoint: https://old.example").endpoints).toEqual({
      image: "https://old.example",
    });
  });

  test("each service of the Huawei family has one, under our name and the vendor's", () => {
    const given = ["compute", "backup", "server_backup", "object"];
    const hosts = (keys: readonly string[]) =>
      resolve(keys.map((key, at) => `${key}_endpoint_override: https://s${at}.example`).join("\n")).endpoints;
    const expected = {
      compute: "https://s0.example",
      backup: "https://s1.example",
      serverBackup: "https://s2.example",
      object: "https://s3.example",
    };
    expect(hosts(given)).toEqual(expected);
    expect(hosts(["ecs", "cbr", "csbs", "obs"])).toEqual(expected);
    expect(() => resolve("server_backup_endpoint_override: http://s.example")).toThrow(
      "The endpoint of server backup",
    );
  });

  test("a list in the stack's file, of which Pulumi makes JSON, is one as well", () => {
    const chosen = (value: string) => resolve("", { stackConfig: { cloud: "c", interface: value } });
    const list = { interface: "internal", otherInterfaces: ["public"] };
    expect(chosen('["internal","public"]')).toMatchObject(list);
    expect(chosen("internal,public")).toMatchObject(list);
    for (const wrong of ['["internal", "privat"]', '["internal", 7]', "[internal, public]", "[", "{}"])
      expect(() => chosen(wrong)).toThrow(
        "interface (stack configuration cloudimages:interface) must be public, internal or admin.",
      );
  });

  test("the interface is public unless set; the older spelling is understood", () => {
    expect(resolve("").interface).toBe("public");
    expect(resolve("endpoint_type: internalURL").interface).toBe("internal");
    expect(resolve("interface: [admin, public]")).toMatchObject({
      interface: "admin",
      otherInterfaces: ["public"],
    });
    expect(resolve("interface: internalURL,public,internal")).toMatchObject({
      interface: "internal",
      otherInterfaces: ["public"],
    });
    expect(resolve("interface: [public]")).not.toHaveProperty("otherInterfaces");
    expect(() => resolve("interface: [public, privat]")).toThrow("must be public, internal or admin");
    expect(() => resolve("interface: privat")).toThrow(
      "interface (clouds.yaml (/srv/app/clouds.yaml)) must be public, internal or admin.",
    );
    expect(() => resolve("interface: internl")).toThrow("or admin. Did you mean internal?");
  });

  test("switches are yes or no, and anything else is an error", () => {
    expect(resolve("").verify).toBe(true);
    expect(resolve("verify: False").verify).toBe(false);
    expect(resolve('insecure: "yes"').verify).toBe(false);
    expect(resolve("insecure: true\nverify: true").verify).toBe(false);
    expect(() => resolve("verify: /etc/ca.pem")).toThrow("belongs into cacert");
    expect(() => resolve("insecure: maybe")).toThrow(/^insecure .* must be true or false\.$/);
    expect(() => resolve("verify: flase")).toThrow(/^verify .* true or false\. Did you mean false\?$/);
  });

  test("cacert is read from ~, or from the project's folder", () => {
    const pem = readFileSync(join(__dirname, "../../../http/certificates/test-authority.crt"), "utf8");
    const text = (lines: string) => `clouds: {c: {auth: {${AUTH.replaceAll("\n", ", ")}}, ${lines}}}`;
    const read = (lines: string, path: string, content: string) =>
      resolve("", {
        readFile: (asked) =>
          asked === path ? content : asked === "/srv/app/clouds.yaml" ? text(lines) : undefined,
      });
    expect(read("cacert: ~/ca.pem", "/home/ann/ca.pem", pem).caCertificate).toBe(pem);
    expect(read("cacert: ca.pem", "/srv/app/ca.pem", pem).caCertificate).toBe(pem);
    expect(() => read("cacert: ca.pem", "/other", pem)).toThrow(
      "The certificate file /srv/app/ca.pem (clouds.yaml (/srv/app/clouds.yaml)) cannot be read.",
    );
    expect(() => read("cacert: ca.pem", "/srv/app/ca.pem", "MII")).toThrow("no certificate in PEM form");
    expect(read("cacert: ca.pem, verify: false", "/other", pem)).not.toHaveProperty("caCertificate");
  });

  test("plain http is allowed for this machine only, unless the settings allow it", () => {
    const at = (url: string) => AUTH.replace("https://k.example:5000/v3/", url);
    for (const host of ["localhost:5000", "127.0.0.1:1", "127.9.9.9", "[::1]:5000"]) {
      expect(resolve("", {}, at(`http://${host}`)).allowHttp).toBe(false);
    }
    expect(() => resolve("", {}, at("http://k.example/v3"))).toThrow("auth_url (clouds.yaml");
    expect(() => resolve("", {}, at("http://127.0.0.1.evil.example"))).toThrow("plain http");
    expect(resolve("allow_http: true", {}, at("http://k.example/v3"))).toMatchObject({
      allowHttp: true,
      authUrl: "http://k.example/v3",
    });
    expect(() => resolve("image_endpoint_override: http://i.example")).toThrow("The endpoint of image");
  });

  test.each([
    ["k.example/v3", "is not a URL"],
    ["ftp://k.example", "is not a URL"],
    ["https://u:hunter2@k.example", "holds a user or a password"],
    ["https://k.example/?token=hunter2", "must end before any ?"],
  ])("an address like %s is refused and not quoted", (url, expected) => {
    const run = () => resolve("", {}, AUTH.replace("https://k.example:5000/v3/", url));
    expect(run).toThrow(expected);
    expect(run).not.toThrow("hunter2");
  });
});
