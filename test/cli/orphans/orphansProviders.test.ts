import { configuredOwner } from "../../../provider/pulumi/program/stackOwner";
import { canary } from "../../lifecycle/harness/canary";
import { claim, image, json, owner, run, save, shell, tag } from "../markedImages";
import { openstackSettings } from "../providerSettings";
import { encrypted, stateOf } from "../state";

const forms = [
  ["native", true],
  ["dynamic", false],
] as const;

const settings = (native: boolean, password?: unknown) => openstackSettings(shell.cloud, native, password);

describe.each(forms)("an explicit provider of the %s form", (_form, native) => {
  const inLab = { native, owner, provider: "lab" };
  const lab = (password?: unknown) => ({ name: "lab", native, inputs: settings(native, password) });

  test("leads to its own cloud: images are looked for there, and in the stack's", async () => {
    const kept = image({ profile: "openstack" });
    const lost = image({ profile: "openstack", name: "lost" });
    const other = image({ name: "other" });
    save([{ ...inLab, imageId: kept.id, claim }], [], [lab()]);
    const { code, images, clouds, problems } = await json();
    expect([code, problems]).toEqual([1, []]);
    const provider = expect.stringMatching(/^urn:pulumi:dev::shop::pulumi:providers:[\w-]+::lab$/);
    expect(clouds).toMatchObject([{ profile: "otc" }, { profile: "openstack", provider }]);
    expect(images).toMatchObject([
      { id: other.id, cloud: "otc", kind: "orphan" },
      { id: lost.id, provider, kind: "orphan" },
    ]);
    expect(clouds[0]).not.toHaveProperty("provider");
    expect((await run()).out).toMatch(/^orphan {6}\S+ {2}lost\n.*of provider "lab"$/m);
  });

  test("whose credentials are encrypted in a saved state is not looked into, and that is reported; no image of the state is an orphan", async () => {
    const kept = image({ profile: "openstack" });
    save([{ ...inLab, imageId: kept.id, claim }], [], [lab(encrypted())]);
    const { code, images, clouds, problems } = await json("--cloud openstack");
    expect([code, images]).toEqual([3, []]);
    expect(clouds).toHaveLength(2); // the stack's, and that of the option
    expect(problems).toEqual([
      expect.stringMatching(
        /::lab has settings that are encrypted in this state \(password\).*nothing is known/,
      ),
    ]);
    expect((await run()).out).toContain("`pulumi stack export --show-secrets`");
  });

  test("has its credentials decrypted by Pulumi, which is asked only then, and they are not printed", async () => {
    const lost = image({ profile: "openstack", name: "lost" });
    Object.assign(shell.pulumi, {
      "stack export --show-secrets": stateOf([{ ...inLab }], [], [lab(encrypted(canary))]),
      "stack export": stateOf([{ ...inLab }], [], [lab(encrypted())]),
      config: "{}",
      "stack --show-name": "organization/shop/dev",
    });
    const { code, out } = await shell.run("orphans --json");
    expect([code, JSON.parse(out).problems]).toEqual([1, []]);
    expect(JSON.parse(out).images).toMatchObject([{ id: lost.id }]);
    shell.pulumiCalls.length = 0;
    shell.pulumi["stack export"] = stateOf([{ native, owner }]);
    await shell.run("orphans");
    expect(shell.pulumiCalls.join()).not.toContain("--show-secrets");
  });

  test("that leads to no cloud is reported with its name, and the other clouds are listed", async () => {
    const { id } = image();
    const inputs = native ? { cloud: "nowhere" } : { "cloudimages:cloud": "nowhere" };
    save([inLab, { native, owner, name: "silver" }], [], [{ name: "lab", native, inputs }]);
    const { code, images, problems } = await json();
    expect([code, images]).toEqual([3, [expect.objectContaining({ id })]]);
    expect(problems).toEqual([expect.stringContaining('provider "lab": There is no cloud "nowhere"')]);
  });

  test("without images is looked into as well, for its first create may have been interrupted, under the owner that it names", async () => {
    const begun = image({ profile: "openstack", tags: [tag(configuredOwner("team-a"))] });
    const inputs = { ...settings(native), [native ? "owner" : "cloudimages:owner"]: "team-a" };
    save([{ native, owner }], [], [{ name: "lab", native, inputs }]);
    expect(await json()).toMatchObject({ code: 1, images: [{ id: begun.id, kind: "orphan" }] });
  });

  test("that leads to the stack's cloud shows an image once", async () => {
    const { id } = image();
    const cloud = native ? { cloud: "otc" } : { "cloudimages:cloud": "otc" };
    save([inLab], [], [{ name: "lab", native, inputs: cloud }]);
    const { images } = await json();
    expect(images).toMatchObject([{ id }]);
    expect(images).toHaveLength(1);
  });
});

test("a provider of dynamic resources that has no settings of ours is nothing to look into", async () => {
  save([{ owner }], [], [{ name: "lab", native: false, inputs: { "other:key": encrypted() } }]);
  expect(await json()).toMatchObject({ code: 0, problems: [], clouds: [{ name: "otc" }] });
});

test("a stack whose only cloud is that of a provider needs no other", async () => {
  const { id } = image({ profile: "openstack" });
  const state = stateOf(
    [{ native: true, owner, imageId: id, claim, provider: "lab" }],
    [],
    [{ name: "lab", inputs: settings(true) }],
  );
  shell.write("state.json", state);
  const { code, out } = await shell.run("orphans --state state.json --json", { env: {} });
  expect(JSON.parse(out)).toMatchObject({ problems: [], images: [], clouds: [{ profile: "openstack" }] });
  expect(code).toBe(0);
});
