import type { CommandContext } from "../../../provider/cli/commandContext";
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

test.each([
  ["otc", "warning"],
  ["openstack", undefined],
])("an enterprise project of the environment is reported as not read: %s", async (entry, verdict) => {
  const env = { OS_CLOUD: entry, HW_ENTERPRISE_PROJECT_ID: "4f0a57dd-c525-4fd4-a42a-7dbef2938001" };
  const { checks } = await examine("", { env });
  expect(checks.get("enterprise project")?.verdict).toBe(verdict);
  expect(checks.get("enterprise project")?.whatToDo).toEqual(
    verdict && expect.stringContaining("enterpriseProjectId"),
  );
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
  const result = await examine();
  expect(result.code).toBe(0);
  expect(result.checks.get("spelling of settings")).toMatchObject({
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

test("the table shows an access key by its beginning, and its secret not at all", async () => {
  changeEntry({ access_key: "AKIDEXAMPLE123", secret_key: `${canary}-sk` }, { auth_type: "aksk" });
  const { out } = await shell.run("doctor");
  expect(out).toMatch(/accessKey +AKID… /);
  expect(out).toMatch(/secretKey +\[secret\]/);
});
