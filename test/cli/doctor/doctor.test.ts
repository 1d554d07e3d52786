import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { EntryName } from "../../../local-cloud";
import type { CommandContext } from "../../../provider/cli/commandContext";
import type { Check } from "../../../provider/cli/doctor/check";
import { clockCheck } from "../../../provider/cli/doctor/identityChecks";
import { nodeCheck } from "../../../provider/cli/doctor/packageChecks";
import { realClock } from "../../../provider/http/clock";
import { httpServer } from "../../http/wire";
import { canary } from "../../lifecycle/harness/canary";
import { examine as examineWith, installIn } from "../examine";
import { nodeModules, openShell, type Shell } from "../shell";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});

const examine = (args = "", around: Partial<CommandContext> = {}) => examineWith(shell, args, around);
const installed = () => installIn(shell);

const names = [
  "settings",
  "identity service",
  "clock",
  "credentials",
  "project and region",
  "roles",
  "image service",
  "volume service",
  "Node.js",
  "package",
  "Pulumi SDK",
  "stack configuration",
];

test.each(["otc", "otc-swiss", "huaweicloud", "openstack", "openstack-appcred"] as EntryName[])(
  "where all is well on %s, everything is ok, and nothing in the cloud was changed",
  async (entry) => {
    installed();
    const { code, report } = await examine(`--cloud ${entry}`);
    const others = (report.checks as Check[]).filter(({ action }) => action === undefined);
    expect(others.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(
      names.map((name) => `${name} ok`),
    );
    expect(code).toBe(0);
    const changing = shell.cloud
      .requests()
      .filter(({ method, route }) => method !== "GET" && !/createToken/.test(route ?? ""));
    expect(changing).toEqual([]);
  },
);

test("a redirect of the identity service is told with its target, and the setting to correct", async () => {
  const wire = await httpServer((_, response) => {
    response.writeHead(301, { location: "https://keystone.example/v3/?ticket=abc" }).end();
  });
  const env = { OS_PROFILE: "openstack", OS_AUTH_URL: wire.url.href, OS_TOKEN: "t" };
  const { checks, verdict } = await examine("", { env });
  await wire.close();
  expect(verdict("identity service")).toBe("failed");
  expect(checks.get("identity service")?.found).toMatch(
    /answers 301: redirected to https:\/\/keystone\.example\/v3\/, which is not followed/,
  );
  expect(checks.get("identity service")?.whatToDo).toContain(
    "if keystone.example is the cloud's, ask there: correct the address, set the environment variable OS_AUTH_URL",
  );
});

test.each([
  ["otc", "warning"],
  ["openstack", undefined],
])("an enterprise project of the environment is said not to be read: %s", async (entry, verdict) => {
  const env = { OS_CLOUD: entry, HW_ENTERPRISE_PROJECT_ID: "4f0a57dd-c525-4fd4-a42a-7dbef2938001" };
  const { checks } = await examine("", { env });
  expect(checks.get("enterprise project")?.verdict).toBe(verdict);
  expect(checks.get("enterprise project")?.whatToDo).toEqual(
    verdict && expect.stringContaining("enterpriseProjectId"),
  );
});

test("the text says which cloud, why, where each value came from, and what was found", async () => {
  installed();
  const { code, out, err } = await shell.run("doctor");
  expect(code).toBe(0);
  expect(err).toBe("");
  expect(out).toContain('Cloud: "otc" (otc)\n  Why: the environment variable OS_CLOUD says otc.\n');
  expect(out).toMatch(/^ {2}password +\[secret\] +clouds\.yaml \(~\/clouds\.yaml\)$/m);
  expect(out).toMatch(/^ {2}region +eu-de +clouds\.yaml/m);
  expect(out).toMatch(/^ok {7}credentials: accepted \(password of /m);
  expect(out).toContain("\nAll is well.\n");
  expect(out).toContain("Rights that were not tried: ");
});

test.each([
  [
    "--cloud huaweicloud",
    { OS_CLOUD: "otc" },
    "huaweicloud",
    "--cloud huaweicloud, as a resource would ask for it",
  ],
  ["", { OS_CLOUD: "openstack" }, "openstack", "the environment variable OS_CLOUD says openstack"],
])("%p with %p uses %s and says why", async (args, env, name, why) => {
  const { report } = await examine(args, { env });
  expect(report.cloud.name).toBe(name);
  expect(report.why).toContain(why);
});

test("stack configuration beats OS_CLOUD, and its credentials are masked", async () => {
  installed();
  const entries = { "cloudimages:cloud": { value: "openstack", secret: false } };
  shell.pulumi["config --json --show-secrets"] = JSON.stringify({
    ...entries,
    "cloudimages:password": { value: canary, secret: true },
  });
  delete shell.pulumi.config;
  shell.pulumi["config --json"] = JSON.stringify({ ...entries, "cloudimages:password": { secret: true } });
  const { code, report, checks } = await examine();
  expect(report).toMatchObject({
    cloud: { name: "openstack" },
    why: "stack configuration cloudimages:cloud says openstack",
  });
  expect(report.settings).toContainEqual({
    name: "password",
    value: "[secret]",
    secret: true,
    from: "stack configuration cloudimages:password",
  });
  expect(checks.get("stack configuration")?.found).toContain("cloudimages:cloud, cloudimages:password");
  expect(code).toBe(0);
});

test("a credential in the stack's configuration without --secret has failed, with the command that mends it", async () => {
  installed();
  shell.pulumi.config = JSON.stringify({ "cloudimages:token": { value: canary, secret: false } });
  const { code, checks } = await examine();
  expect(code).toBe(1);
  expect(checks.get("stack configuration")).toMatchObject({
    verdict: "failed",
    whatToDo: expect.stringContaining("pulumi config set --secret cloudimages:token"),
  });
});

test("keys of stack configuration that nobody reads have failed, since a program refuses to run with them", async () => {
  installed();
  const nested = JSON.stringify({ projct_name: canary });
  shell.pulumi.config = JSON.stringify({
    "cloudimages:preflght": { value: "error", secret: false },
    "cloudimages:auth": { value: nested, objectValue: JSON.parse(nested), secret: false },
  });
  const { code, checks } = await examine();
  expect(code).toBe(1);
  expect(checks.get("stack configuration")).toMatchObject({
    verdict: "failed",
    found: expect.stringMatching(
      /cloudimages:preflght: did you mean cloudimages:preflight\?.*cloudimages:auth\.projct_name: did you mean/,
    ),
  });
  shell.write("Pulumi.yaml", "name: cloudimages\nruntime: nodejs\n");
  expect((await examine()).checks.get("stack configuration")?.verdict).toBe("ok");
});

test("misspelt keys of clouds.yaml are warned of, a misspelt profile has failed", async () => {
  installed();
  changeEntry({}, { regoin_name: "eu-nl" });
  const odd = await examine();
  expect(odd.code).toBe(0);
  expect(odd.checks.get("spelling of settings")).toMatchObject({
    verdict: "warning",
    found: expect.stringContaining('"regoin_name" is not read: did you mean region_name?'),
  });
  changeEntry({}, { profile: "otcc" });
  const wrong = await examine();
  expect(wrong.code).toBe(1);
  expect(wrong.checks.get("settings")).toMatchObject({
    verdict: "failed",
    found: expect.stringContaining("did you mean otc?"),
  });
});

test("no cloud, and an unknown one, are said with what to do; nothing is sent", async () => {
  const none = await examine("", { env: {} });
  expect(none).toMatchObject({ code: 1, report: { cloud: null } });
  expect(none.checks.get("settings")?.found).toMatch(/^No cloud is set\. Name an entry of clouds\.yaml/);
  const unknown = await examine("--cloud prod");
  expect(unknown.checks.get("settings")?.found).toContain('There is no cloud "prod"');
  expect(shell.cloud.requests()).toEqual([]);
});

/** Writes clouds.yaml with the entry `otc` changed. */
function changeEntry(auth: Record<string, string>, rest: Record<string, unknown> = {}): void {
  const { otc } = shell.cloud.credentials;
  shell.write(
    "clouds.yaml",
    JSON.stringify({ clouds: { otc: { ...otc, ...rest, auth: { ...otc.auth, ...auth } } } }),
  );
}

test("an identity service that nobody serves has failed, and no log-in is tried", async () => {
  changeEntry({ auth_url: "http://127.0.0.1:1/v3" });
  const { code, checks, verdict } = await examine();
  expect(code).toBe(1);
  expect(checks.get("identity service")).toMatchObject({
    verdict: "failed",
    found: "GET 127.0.0.1:1: nothing listens there (ECONNREFUSED)",
    whatToDo: expect.stringContaining("a proxy is named by HTTPS_PROXY"),
  });
  expect(verdict("credentials")).toBeUndefined();
});

test("the proxy that is used is shown, without its password, and is what has failed", async () => {
  changeEntry({ auth_url: "https://iam.cloud.example/v3" });
  const env = { OS_CLOUD: "otc", HTTPS_PROXY: `http://lab:${canary}@127.0.0.1:1`, NO_PROXY: "10.0.0.0/8" };
  const { code, checks } = await examine("", { env });
  expect(code).toBe(1);
  expect(checks.get("proxy")).toMatchObject({
    verdict: "ok",
    found: expect.stringMatching(/^iam\.cloud\.example through http:\/\/127\.0\.0\.1:1 \(HTTPS_PROXY\)/),
  });
  expect(checks.get("identity service")).toMatchObject({
    verdict: "failed",
    found: expect.stringContaining(
      "the proxy http://127.0.0.1:1 (HTTPS_PROXY) cannot be used: nothing listens there",
    ),
  });
});

test("a proxy of the environment is not used for this machine, and that is shown", async () => {
  const { checks } = await examine("", {
    env: { OS_CLOUD: "otc", HTTP_PROXY: "http://127.0.0.1:1", https_proxy: "http://127.0.0.1:1" },
  });
  expect(checks.get("proxy")?.found).toContain("without a proxy: it is this machine");
  expect(checks.get("credentials")?.verdict).toBe("ok");
});

test("a wrong password has failed as credentials, and is not printed", async () => {
  changeEntry({ password: `${canary}-wrong` });
  const { code, checks, verdict } = await examine();
  expect(code).toBe(1);
  expect(checks.get("credentials")).toMatchObject({
    verdict: "failed",
    found: expect.stringMatching(/^log in to cloud "otc": .*HTTP 401/),
    whatToDo: expect.stringContaining("check user, password, domain and project"),
  });
  expect(verdict("services")).toBe("skipped");
});

test("credentials of another project than the configured one have failed, and nothing else is asked", async () => {
  const entry = shell.cloud.credentials["openstack-appcred"];
  const auth = { ...entry.auth, project_name: "other" };
  shell.write("clouds.yaml", JSON.stringify({ clouds: { otc: { ...entry, auth } } }));
  const { code, checks, verdict } = await examine();
  expect(code).toBe(1);
  expect(checks.get("credentials")).toMatchObject({
    verdict: "failed",
    found: expect.stringContaining(
      'the application credential is of project "lab" (40000000000000000000000000000001), but project "other" is configured',
    ),
    whatToDo: expect.stringContaining('set auth.project_name in the entry "otc"'),
  });
  expect(verdict("services")).toBe("skipped");
});

test("a service at a wrong address has failed, and its rights are not guessed", async () => {
  changeEntry({}, { volume_endpoint_override: "http://127.0.0.1:1" });
  const { code, checks, verdict } = await examine();
  expect(code).toBe(1);
  expect(checks.get("volume service")).toMatchObject({
    verdict: "failed",
    found: expect.stringContaining("http://127.0.0.1:1: "),
  });
  expect(verdict("list volumes")).toBe("skipped");
});

test.each([
  [undefined, 0, "skipped"],
  ["Sat, 21 Nov 2026 12:00:00 GMT", 0, "ok"],
  ["Sat, 21 Nov 2026 12:00:00 GMT", 30, "ok"],
  ["Sat, 21 Nov 2026 12:00:00 GMT", 90, "warning"],
  ["Sat, 21 Nov 2026 12:00:00 GMT", -90, "warning"],
  ["Sat, 21 Nov 2026 12:00:00 GMT", 1000, "failed"],
  ["Sat, 21 Nov 2026 12:00:00 GMT", -1000, "failed"],
])("with the server's date %p, a clock that is %p s ahead is %s", (date, seconds, verdict) => {
  const sent = Date.UTC(2026, 10, 21, 12) + seconds * 1000;
  expect(clockCheck(date, sent, sent + 200).verdict).toBe(verdict);
});

test("a wrong clock is said with how wrong it is, and the other checks go on", async () => {
  installed();
  const clock = { ...realClock, now: () => Date.now() - 600_000 };
  const { code, checks, verdict } = await examine("", { clock });
  expect(code).toBe(0);
  expect(checks.get("clock")).toMatchObject({
    verdict: "warning",
    found: expect.stringMatching(/^this machine's clock is (599|600) s behind the server's$/),
  });
  expect(verdict("credentials")).toBe("ok");
});

test.each([
  ["18.20.0", "failed"],
  ["20.18.0", "failed"],
  ["20.18.1", "warning"],
  ["22.0.0", "ok"],
  ["24.1.0", "ok"],
])("Node.js %s is %s", (version, verdict) => {
  expect(nodeCheck(version).verdict).toBe(verdict);
});

test("a second copy of Pulumi's SDK has failed, with where both are", async () => {
  shell.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  shell.write(
    "node_modules/@pulumi/pulumi/package.json",
    JSON.stringify({ name: "@pulumi/pulumi", version: "3.1.0" }),
  );
  symlinkSync(
    join(nodeModules, "pulumi-cloud-images"),
    join(shell.folder, "node_modules/pulumi-cloud-images"),
  );
  const { checks } = await examine();
  expect(checks.get("Pulumi SDK")).toMatchObject({
    verdict: "failed",
    found: expect.stringMatching(/two copies: the program has 3\.1\.0 at .*cli-.*, this package 3\.\d+/),
  });
});

test("the table shows an access key by its beginning, and its secret not at all", async () => {
  changeEntry({ access_key: "AKIDEXAMPLE123", secret_key: `${canary}-sk` }, { auth_type: "aksk" });
  const { out } = await shell.run("doctor");
  expect(out).toMatch(/accessKey +AKID… /);
  expect(out).toMatch(/secretKey +\[secret\]/);
});
