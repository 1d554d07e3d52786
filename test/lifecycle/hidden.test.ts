import { importImage } from "../../provider/pulumi/dynamic/provider/verbs";
import { volumeImage } from "../../provider/resources/volumeImage";
import { crashAfter } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { owner, Stack, urnOf } from "./harness/stack";

/** Glance leaves images that are `os_hidden` out of its lists unless a request wants them. */
describe("hidden images on openstack", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const hide = (id: string) => lab.cloud.patchImage(id, { os_hidden: true });
  const isHidden = () => lab.image().os_hidden;

  test("are hidden by the take-over, shown again in place, and shown if the program no longer sets it", async () => {
    await stack.up(lab.process(), golden({ hidden: true }));
    expect(isHidden()).toBe(true);
    expect(stack.recorded?.outputs).toMatchObject({ hidden: true, status: "active" });
    const updates = lab.wire().filter((route) => route === "glance.updateImage");
    expect(updates).toHaveLength(1);
    expect(stack.plan(golden({ hidden: false }))).toBe("update");
    await stack.up(lab.process(), golden({ hidden: false }));
    expect(isHidden()).toBe(false);
    await stack.up(lab.process(), golden({ hidden: true }));
    await stack.up(lab.process(), golden());
    expect(isHidden()).toBe(false);
    expect(lab.creates()).toBe(1);
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("that somebody hid by hand stay in the state, are updated and deleted", async () => {
    await stack.up(lab.process(), golden());
    hide(lab.image().id);
    await stack.refresh(lab.process());
    expect(stack.recorded?.outputs.hidden).toBe(true);
    expect(stack.plan(golden())).toBe("same"); // the program does not set it
    await stack.up(lab.process(), golden({ description: "kept" }));
    expect(lab.image()).toMatchObject({ os_hidden: true, description: "kept" });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("that were shown again by hand although the program hides them are hidden by the next up", async () => {
    await stack.up(lab.process(), golden({ hidden: true }));
    lab.cloud.patchImage(lab.image().id, { os_hidden: false });
    await stack.refresh(lab.process());
    await stack.up(lab.process(), golden({ hidden: true }));
    expect(isHidden()).toBe(true);
  });

  test("are not gone for the poll that many share: hidden while they are saved, they are made all the same", async () => {
    const process = lab.process();
    const stacks = ["a", "b", "c"].map((name) => new Stack(name));
    const volumes = stacks.map(() => lab.cloud.addVolume({ profile: "openstack", sizeGiB: 20 }));
    const making = Promise.all(
      stacks.map((one, at) => one.up(process, { name: one.resourceName, volumeId: volumes[at]?.id })),
    );
    while (lab.images().length < 3) await lab.clock.sleep(1_000);
    for (const { id } of lab.cloud.images()) hide(id);
    await making;
    expect(lab.images().map(({ name, status }) => [name, status])).toEqual(
      ["a", "b", "c"].map((name) => [name, "active"]),
    );
    expect(lab.creates()).toBe(3);
  });

  test("are imported as hidden", async () => {
    const { id } = lab.cloud.addImage({ profile: "openstack", name: "by hand", os_hidden: true });
    const cloud = lab.process().connect(undefined);
    const place = { cloud, location: await cloud.location(), urn: urnOf("golden"), owner };
    const how = { id, given: { volumeId: lab.volume.id }, takeOver: false, newClaim: () => "aaaabbbbcccc" };
    const options = { deadline: lab.clock.now() + 60_000 };
    const { args } = await importImage(volumeImage, { ...place, ...how }, options);
    expect(args).toMatchObject({ name: "by hand", hidden: true });
  });

  test("of a run that died are found by their mark: no second one is made", async () => {
    await crashAfter(lab, 10_000, golden());
    hide(lab.image().id);
    await stack.up(lab.process(), golden());
    expect(lab.creates()).toBe(1);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });
});
