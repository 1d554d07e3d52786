import type { ImageView } from "../../local-cloud";
import { type Lab, openLab } from "./harness/lab";
import { failureOf, Stack } from "./harness/stack";

/** Cinder copies a volume's image metadata to each image that is made of it: that is what an image has by itself. */
describe("an argument that is taken out of the program, on openstack,", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("openstack");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const metadata = {
    os_type: "windows",
    hw_firmware_type: "uefi",
    hw_vif_multiqueue_enabled: "true",
    hw_disk_bus: "sata",
    description: "of the volume",
    min_ram: "512", // not copied: of the volume's own data
  };
  const argsSet = {
    description: "ours",
    osType: "linux",
    firmwareType: "bios",
    vifMultiqueue: false,
    diskBus: "scsi",
    minRamMiB: 1024,
    minDiskGiB: 10,
  };
  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const know = (imageMetadata: object) => lab.cloud.patchVolume(lab.volume.id, { imageMetadata } as never);
  const attributes = ({
    os_type,
    hw_firmware_type,
    hw_vif_multiqueue_enabled,
    hw_disk_bus,
    description,
    min_ram,
    min_disk,
  }: ImageView & Record<string, unknown>) => ({
    os_type,
    hw_firmware_type,
    hw_vif_multiqueue_enabled,
    hw_disk_bus,
    description,
    min_ram,
    min_disk,
  });
  const made = () => attributes(lab.image() as ImageView & Record<string, unknown>);
  const exported = async (more: object) => {
    await stack.up(lab.process(), golden(more));
    lab.forget();
  };

  test.each([
    ["with metadata of an image", metadata],
    ["with some", { os_type: "Windows" }],
    ["with none", {}],
  ])("of a volume %s gives what a new image has", async (_, imageMetadata) => {
    know(imageMetadata);
    await exported(argsSet);
    expect(made()).toMatchObject({ os_type: "linux", min_ram: 1024, description: "ours" });
    expect(stack.plan(golden())).toBe("update");
    await stack.up(lab.process(), golden());
    const after = made();
    expect(stack.plan(golden())).toBe("same");

    await stack.destroy(lab.process());
    await stack.up(lab.process(), golden());
    expect(after).toEqual(made());
  });

  test("gives the volume's values, and the state shows them", async () => {
    know(metadata);
    await exported(argsSet);
    await stack.up(lab.process(), golden());
    expect(made()).toEqual({ ...metadata, min_ram: 0, min_disk: 0 });
    expect(stack.recorded?.outputs).toMatchObject({
      osType: "windows",
      firmwareType: "uefi",
      vifMultiqueue: true,
      diskBus: "sata",
      description: "of the volume",
    });
    await stack.refresh(lab.process());
    expect(stack.plan(golden())).toBe("same");
  });

  test("costs one read of the volume, and only if the volume shows it", async () => {
    know(metadata);
    await exported({ ...argsSet, tags: { team: "lab" } });
    await stack.up(lab.process(), golden(argsSet));
    expect(lab.wire()).not.toContain(lab.routes.showVolume);
    const { minRamMiB: _, ...others } = argsSet;
    await stack.up(lab.process(), golden(others));
    expect(lab.wire()).not.toContain(lab.routes.showVolume);
    lab.forget();
    await stack.up(lab.process(), golden());
    expect(lab.wire()).toEqual([
      lab.routes.logIn,
      lab.routes.showImage,
      lab.routes.showVolume,
      lab.routes.patch,
    ]);
  });

  test("is an update also where the image looks as if it had been the default", async () => {
    know({ hw_firmware_type: "uefi" });
    await exported({ firmwareType: "bios" });
    expect(stack.plan(golden())).toBe("update");
    await stack.up(lab.process(), golden());
    expect(made()).toMatchObject({ hw_firmware_type: "uefi" });
  });

  test("leaves what the program never set as it is: other metadata of the volume is no difference", async () => {
    await exported({ description: "ours" });
    know(metadata);
    expect(stack.plan(golden({ description: "ours" }))).toBe("same");
    await stack.up(lab.process(), golden({ description: "ours", minRamMiB: 512 }));
    expect(made()).toMatchObject({ os_type: undefined, hw_firmware_type: undefined, description: "ours" });
  });

  test("leaves the image as it is where the volume is gone, and says so; a description goes all the same", async () => {
    know(metadata);
    await exported(argsSet);
    lab.cloud.removeVolume(lab.volume.id);
    const process = lab.process();
    await stack.up(process, golden());
    expect(made()).toEqual({
      os_type: "linux",
      hw_firmware_type: "bios",
      hw_vif_multiqueue_enabled: "false",
      hw_disk_bus: "scsi",
      description: undefined,
      min_ram: 0,
      min_disk: 0,
    });
    expect(process.warnings).toEqual([
      expect.stringMatching(
        /^volume \S+ is gone.*: osType, firmwareType, vifMultiqueue, diskBus stay as they are; .*say it in the program$/,
      ),
    ]);
    expect(stack.plan(golden())).toBe("same");
  });

  test("of a description alone gets no warning if the volume is gone", async () => {
    await exported({ description: "ours" });
    lab.cloud.removeVolume(lab.volume.id);
    const process = lab.process();
    await stack.up(process, golden());
    expect([made().description, process.warnings]).toEqual([undefined, []]);
  });

  test("changes nothing while the volume cannot be read, and is made up for by the next up", async () => {
    know(metadata);
    await exported(argsSet);
    lab.cloud.addFault({ route: lab.routes.showVolume, kind: "status", status: 403, body: {} });
    await failureOf(stack.up(lab.process(), golden()));
    expect(made()).toMatchObject({ os_type: "linux", description: "ours", min_ram: 1024 });
    expect(stack.plan(golden())).toBe("update");
    await stack.up(lab.process(), golden());
    expect(made()).toMatchObject({ os_type: "windows", min_ram: 0 });
  });

  test.each([
    ["a page", { kind: "html", status: 404 }],
    ["JSON of a gateway", { kind: "status", status: 404, body: { message: "no Route matched" } }],
    ["words", { kind: "status", status: 404, body: "404 page not found" }],
    ["nothing", { kind: "status", status: 404, body: "" }],
  ] as const)("does not take the volume for gone where a 404 is %s, and is made up for", async (_, fault) => {
    know(metadata);
    await exported(argsSet);
    lab.cloud.addFault({ route: lab.routes.showVolume, ...fault });
    await failureOf(stack.up(lab.process(), golden()));
    expect(made()).toMatchObject({ os_type: "linux", description: "ours", min_ram: 1024 });
    await stack.up(lab.process(), golden());
    expect(made()).toEqual({ ...metadata, min_ram: 0, min_disk: 0 });
  });
});
