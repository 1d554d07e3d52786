import type { CommandContext } from "../../../provider/cli/commandContext";
import type { Check } from "../../../provider/cli/doctor/check";
import { canary } from "../../lifecycle/harness/canary";
import { examine as examineWith, installIn } from "../examine";
import { openstackSettings } from "../providerSettings";
import { openShell, type Shell } from "../shell";
import { encrypted, stateOf } from "../state";

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  installIn(shell);
});

const examine = (args = "", around: Partial<CommandContext> = {}) => examineWith(shell, args, around);
const nothingSet = { env: {} };

/** Sets the state that `pulumi stack export` answers. */
function save(...recorded: Parameters<typeof stateOf>): void {
  shell.pulumi["stack export"] = stateOf(...recorded);
}

const failedIn = (checks: readonly Check[]) => checks.filter(({ verdict }) => verdict === "failed");

describe.each([
  ["native", true],
  ["dynamic", false],
] as const)("an explicit provider of the %s form", (_form, native) => {
  const lab = (password?: unknown) => ({
    name: "lab",
    native,
    inputs: openstackSettings(shell.cloud, native, password),
  });
  const leadingTo = (cloud: string) => ({
    name: "lab",
    native,
    inputs: { [native ? "cloud" : "cloudimages:cloud"]: cloud },
  });
  const inLab = { native, provider: "lab" };
  const urn = expect.stringMatching(/^urn:pulumi:dev::shop::pulumi:providers:[\w-]+::lab$/);

  test("has its cloud checked; a stack that has no other image needs no cloud of its own", async () => {
    save([inLab], [], [lab()]);
    const { code, report, checks } = await examine("", nothingSet);
    expect(code).toBe(0);
    expect(report.cloud).toBeNull();
    expect(checks.get("settings")).toEqual({
      name: "settings",
      verdict: "skipped",
      found: 'no cloud set in the stack; the images use providers of their own: "lab"',
    });
    expect(report.providers).toMatchObject([{ provider: urn, cloud: { profile: "openstack" } }]);
    const [{ checks: found, settings }] = report.providers;
    expect(failedIn(found)).toEqual([]);
    expect(found).toContainEqual(expect.objectContaining({ name: "credentials", verdict: "ok" }));
    expect(settings).toContainEqual({
      name: "password",
      value: "[secret]",
      secret: true,
      from: 'setting password of the provider "lab"',
    });
    const { out } = await shell.run("doctor", nothingSet);
    expect(out).toMatch(/^Cloud: none to be checked$/m);
    expect(out).toMatch(/^Cloud of provider "lab": "provider lab" \(openstack\)$/m);
    expect(out).toMatch(/^All is well\.\nRights of provider "lab" that were not tried: \d+\. /m);
  });

  test("whose cloud refuses its credentials has failed, though the stack's own cloud is well", async () => {
    save([inLab, { native, name: "silver" }], [], [lab(`${canary}-wrong`)]);
    const { code, report, verdict } = await examine();
    expect([code, report.cloud.name, verdict("credentials")]).toEqual([1, "otc", "ok"]);
    expect(failedIn(report.providers[0].checks)).toMatchObject([{ name: "credentials" }]);
    expect((await shell.run("doctor")).out).toMatch(/^1 failed$/m);
  });

  test("has encrypted settings decrypted by Pulumi, which is asked only then, and they are not printed", async () => {
    const { "stack export": without, ...others } = shell.pulumi;
    delete shell.pulumi["stack export"];
    Object.assign(shell.pulumi, others, {
      "stack export --show-secrets": stateOf([inLab], [], [lab(encrypted(canary))]),
      "stack export": stateOf([inLab], [], [lab(encrypted())]),
    });
    const { code, report } = await examine("", nothingSet);
    expect([code, failedIn(report.providers[0].checks)]).toEqual([0, []]);
    expect(shell.pulumiCalls).toContain("stack export --show-secrets");
    shell.pulumiCalls.length = 0;
    Object.assign(shell.pulumi, { "stack export": without });
    await examine();
    expect(shell.pulumiCalls.join()).not.toContain("--show-secrets");
  });

  test("that leads to no cloud has failed under its name", async () => {
    save([inLab], [], [leadingTo("nowhere")]);
    const { code, report } = await examine("", nothingSet);
    expect(code).toBe(1);
    expect(report.providers).toMatchObject([
      { provider: urn, cloud: null, why: 'setting cloud of the provider "lab" says nowhere' },
    ]);
    expect(failedIn(report.providers[0].checks)).toMatchObject([
      { name: "settings", found: expect.stringContaining('There is no cloud "nowhere"') },
    ]);
  });

  test("leads to the clouds that its images name, and a secret name is not printed", async () => {
    const inputs = { cloud: encrypted("openstack-appcred") };
    save(
      [
        { ...inLab, cloud: "openstack" },
        { ...inLab, cloud: "openstack", name: "silver" },
        { ...inLab, name: "hidden", inputs },
      ],
      [],
      [leadingTo("nowhere")],
    );
    const { code, report } = await examine("", nothingSet);
    expect(code).toBe(0);
    expect(report.providers).toMatchObject([
      {
        cloud: { name: "openstack" },
        why: expect.stringContaining("images of this provider ask for openstack"),
      },
    ]);
    save([{ ...inLab, inputs }], [], [leadingTo("nowhere")]);
    const { out } = await shell.run("doctor --json", nothingSet);
    expect(JSON.parse(out).providers).toMatchObject([{ checks: [{ name: "settings", verdict: "skipped" }] }]);
    expect(out).not.toContain("appcred");
  });

  test("without images has its cloud checked too", async () => {
    save([], [], [leadingTo("otc")]);
    const { code, report } = await examine("", nothingSet);
    expect([code, report.providers]).toEqual([0, [expect.objectContaining({ provider: urn })]]);
  });

  test("is no excuse for an image without one: then the stack lacks a cloud", async () => {
    save([inLab, { native, name: "silver" }], [], [lab()]);
    const { code, checks } = await examine("", nothingSet);
    expect(code).toBe(1);
    expect(checks.get("settings")).toMatchObject({
      verdict: "failed",
      found: expect.stringMatching(/^No cloud is set\./),
    });
  });

  test("is no excuse for a stack that names a cloud which is not there", async () => {
    save([inLab], [], [lab()]);
    shell.pulumi.config = JSON.stringify({ "cloudimages:cloud": { value: "prod", secret: false } });
    const { code, checks } = await examine("", nothingSet);
    expect([code, checks.get("settings")?.verdict]).toEqual([1, "failed"]);
    expect((await shell.run("doctor", nothingSet)).out).toMatch(/^Cloud: none can be used$/m);
  });

  test("is not asked for if --cloud names the cloud", async () => {
    save([inLab], [], [leadingTo("nowhere")]);
    expect(await examine("--cloud otc")).toMatchObject({ code: 0, report: { providers: [] } });
    expect(shell.pulumiCalls.join()).not.toContain("export");
  });
});

test("a stack without explicit providers is examined as before", async () => {
  save([{}]);
  expect(await examine()).toMatchObject({ code: 0, report: { cloud: { name: "otc" }, providers: [] } });
  expect(await examine("", nothingSet)).toMatchObject({ code: 1, report: { cloud: null } });
});

test("a state that cannot be read is warned of, and the stack's own cloud is checked all the same", async () => {
  delete shell.pulumi["stack export"];
  const { code, checks, verdict } = await examine();
  expect([code, verdict("credentials")]).toEqual([0, "ok"]);
  expect(checks.get("explicit providers")).toMatchObject({
    verdict: "warning",
    found: expect.stringContaining("pulumi stack export: unexpected"),
  });
});
