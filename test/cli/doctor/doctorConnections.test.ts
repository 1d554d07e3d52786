import type { CommandContext } from "../../../provider/cli/commandContext";
import { clockCheck } from "../../../provider/cli/doctor/identityChecks";
import { realClock } from "../../../provider/http/clock";
import { httpServer } from "../../http/wire";
import { canary } from "../../lifecycle/harness/canary";
import { changeEntry as changeEntryOf, examine as examineWith, installIn } from "../examine";
import { openShell, type Shell } from "../shell";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});

const examine = (args = "", around: Partial<CommandContext> = {}) => examineWith(shell, args, around);
const installed = () => installIn(shell);
const changeEntry = (...changes: [auth: Record<string, string>, rest?: Record<string, unknown>]) =>
  changeEntryOf(shell, ...changes);

test("a redirect of the identity service is reported with its target, and the setting to correct", async () => {
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

test("credentials of another project than the configured one fail, and no other check runs", async () => {
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

test("a wrong clock is reported with the difference, and the other checks go on", async () => {
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
