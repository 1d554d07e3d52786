import { type Lab, openLab } from "../harness/lab";
import { profiles } from "../harness/routes";
import { failureOf, Stack } from "../harness/stack";

const usedUp = "the quota of private images is used up (0 of 0)";

describe.each(profiles)("the preflight of a volume's export on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test("probes right before the create call, and reports nothing when all is well", async () => {
    const process = lab.process({ preflight: "warn" });
    await stack.up(process, golden());
    expect(process.warnings).toEqual([]);
    const before = lab.wire().slice(0, lab.wire().indexOf(lab.routes.create));
    const list = Array(profile === "openstack" ? 2 : 1).fill(lab.routes.findImages); // the hidden ones apart
    const acquiring = [lab.routes.logIn, ...list, lab.routes.showVolume];
    expect(before.slice(0, acquiring.length)).toEqual(acquiring);
    const looks = profile === "openstack" ? [] : ["ims.showQuota"];
    const atOnce = [lab.routes.showVolume, ...list, ...looks]; // so in any order
    expect(before.slice(acquiring.length).sort()).toEqual(atOnce.sort());
  });

  test("does not run when it is off, nor for an image that is continued", async () => {
    const first = lab.process({ preflight: "off" });
    const early = await failureOf(stack.up(first, golden({ timeouts: { create: "20s" } })));
    expect(early.message).toContain("not finished");
    expect(lab.wire()).not.toContain("ims.showQuota");
    lab.cloud.configure({ imageQuota: 0 });
    const next = lab.process({ preflight: "error" });
    await new Stack().up(next, golden());
    expect(next.warnings).toEqual([]);
    expect(lab.creates()).toBe(1);
  });
});

describe("what the preflight of a volume's export finds on openstack", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("openstack");
  });
  afterEach(() => lab.close());
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const warned = async (more: object) => {
    const process = lab.process({ preflight: "error" });
    await new Stack().up(process, golden(more)).catch(() => {}); // what the cloud says afterwards is its own matter
    expect(lab.creates()).toBe(1);
    return process.warnings;
  };

  test("that a user who is no admin may not publish images: a warning, for policies differ", async () => {
    expect(await warned({ visibility: "public" })).toEqual([
      expect.stringMatching(/publicize_image.*this user has member/),
    ]);
  });

  test("nothing about an image that others may only find", async () => {
    expect(await warned({ visibility: "community" })).toEqual([]);
  });

  test("that no stock Cinder makes this format: a warning", async () => {
    expect(await warned({ diskFormat: "vhd" })).toEqual([
      expect.stringMatching(/^diskFormat vhd: a stock Cinder/),
    ]);
  });
});

describe("what the preflight of a volume's export finds on otc", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("otc");
    stack = new Stack();
  });
  afterEach(() => lab.close());
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test("is a warning, and the create is sent all the same", async () => {
    lab.cloud.configure({ imageQuota: 0 });
    const process = lab.process({ preflight: "warn" });
    await stack.up(process, golden());
    expect(process.warnings).toEqual([
      `${usedUp}\nWhat to do: delete images that are not needed, or have the quota raised`,
    ]);
    expect(lab.creates()).toBe(1);
  });

  test("is an error on demand, and nothing is sent; notes stay warnings", async () => {
    const server = lab.cloud.addServer({ profile: "otc", volumeIds: [lab.volume.id] });
    lab.cloud.configure({ imageQuota: 0 });
    const process = lab.process({ preflight: "error" });
    const error = await failureOf(stack.up(process, golden({ force: true })));
    expect(error.message).toContain(`the preflight found what the cloud would refuse:\n- ${usedUp}`);
    expect(process.warnings).toEqual([expect.stringContaining(`server ${server.id}, which is ACTIVE`)]);
    expect(lab.creates()).toBe(0);
    expect(stack.recorded).toBeUndefined();
  });

  test("names every server of a shared volume that is not stopped", async () => {
    const [one, two, stopped] = [1, 2, 3].map(() =>
      lab.cloud.addServer({ profile: "otc", volumeIds: [lab.volume.id] }),
    );
    lab.cloud.patchVolume(lab.volume.id, { multiattach: true });
    lab.cloud.patchServer(stopped?.id ?? "", { status: "SHUTOFF" });
    const process = lab.process({ preflight: "error" });
    await stack.up(process, golden({ force: true }));
    expect(process.warnings).toHaveLength(2);
    for (const server of [one, two]) {
      expect(process.warnings).toContainEqual(
        expect.stringMatching(`${server?.id}.*stop all of its servers`),
      );
    }
  });

  test("may be that it was not allowed to probe, and then the create is sent", async () => {
    lab.cloud.addFault({ route: "ims.showQuota", kind: "status", status: 403 });
    const process = lab.process({ preflight: "error" });
    await stack.up(process, golden());
    expect(process.warnings).toEqual([
      expect.stringContaining("could not look at the quota of private images"),
    ]);
    expect(lab.creates()).toBe(1);
  });
});
