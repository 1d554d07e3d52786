import { join } from "node:path";
import type { EntryName } from "../../../local-cloud";
import type { CommandContext } from "../../../provider/cli/commandContext";
import type { Check } from "../../../provider/cli/doctor/check";
import { examine as examineWith, installIn } from "../examine";
import { openShell, type Shell } from "../shell";

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

test("the text names the cloud, why it was chosen, where each value came from, and what was found", async () => {
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
])("%p with %p uses %s and explains why", async (args, env, name, why) => {
  const { report } = await examine(args, { env });
  expect(report.cloud.name).toBe(name);
  expect(report.why).toContain(why);
});

test.each(["doctor", "sources"])("%s names init where nothing describes a cloud yet", async (command) => {
  shell.write("empty/.keep", "");
  const place = join(shell.folder, "empty");
  const { out, err } = await shell.run(command, { env: {}, cwd: place, home: place });
  expect(out + err).toMatch(
    /No cloud is set\. .* There is no entry yet: `\S.*pulumi-cloud-images init` makes one/,
  );
});

test("no cloud, and an unknown one, are reported with what to do; nothing is sent", async () => {
  const none = await examine("", { env: {} });
  expect(none).toMatchObject({ code: 1, report: { cloud: null } });
  expect(none.checks.get("settings")?.found).toMatch(/^No cloud is set\. Name an entry of clouds\.yaml/);
  const unknown = await examine("--cloud prod");
  expect(unknown.checks.get("settings")?.found).toContain('There is no cloud "prod"');
  expect(shell.cloud.requests()).toEqual([]);
});
