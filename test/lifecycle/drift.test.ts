import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { Stack } from "./harness/stack";

interface Drift {
  readonly field: string;
  readonly wanted: unknown;
  /** What somebody else made of it, as on the wire. */
  readonly wire: Record<string, unknown>;
  readonly seen: unknown;
}

const common: Drift[] = [
  { field: "name", wanted: "golden", wire: { name: "renamed" }, seen: "renamed" },
  { field: "minRamMiB", wanted: 1024, wire: { min_ram: 2048 }, seen: 2048 },
  { field: "firmwareType", wanted: "uefi", wire: { hw_firmware_type: "bios" }, seen: "bios" },
  { field: "vifMultiqueue", wanted: true, wire: { hw_vif_multiqueue_enabled: null }, seen: false },
];
const ims: Drift[] = [
  ...common,
  { field: "description", wanted: "ours", wire: { __description: "theirs" }, seen: "theirs" },
  { field: "maxRamMiB", wanted: 8192, wire: { max_ram: 4096 }, seen: 4096 },
  {
    field: "enterpriseProjectId",
    wanted: "11111111-2222-3333-4444-555555555555",
    wire: { enterprise_project_id: "0" },
    seen: "0",
  },
];
const glance: Drift[] = [
  ...common,
  { field: "description", wanted: "ours", wire: { description: null }, seen: "" },
  { field: "visibility", wanted: "shared", wire: { visibility: "private" }, seen: "private" },
  { field: "protected", wanted: true, wire: { protected: false }, seen: false },
  { field: "minDiskGiB", wanted: 20, wire: { min_disk: 30 }, seen: 30 },
  { field: "osType", wanted: "linux", wire: { os_type: "windows" }, seen: "windows" },
  { field: "diskBus", wanted: "scsi", wire: { hw_disk_bus: "a bus of others" }, seen: "a bus of others" },
];

describe.each(profiles)("drift on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test.each(profile === "openstack" ? glance : ims)(
    "of $field is shown by a refresh and mended by the next up",
    async (drift) => {
      const args = golden({ [drift.field]: drift.wanted });
      await stack.up(lab.process(), args);
      expect(stack.plan(args)).toBe("same");
      lab.cloud.patchImage(lab.image().id, drift.wire);
      await stack.refresh(lab.process());
      expect(stack.recorded?.inputs).toMatchObject({ [drift.field]: drift.seen });
      expect(stack.recorded?.outputs).toMatchObject({ [drift.field]: drift.seen });
      expect(stack.plan(args)).toBe("update");
      lab.forget();
      await stack.up(lab.process(), args);
      expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage, lab.routes.patch]);
      expect(stack.recorded?.outputs).toMatchObject({ [drift.field]: drift.wanted });
      expect(stack.plan(args)).toBe("same");
    },
  );

  test.each<[string, (tags: string[]) => string[]]>([
    ["added", (tags) => [...tags, "by=hand"]],
    ["changed", (tags) => tags.map((tag) => tag.replace("team=lab", "team=theirs"))],
    ["removed", (tags) => tags.filter((tag) => tag !== "team=lab")],
  ])("of tags: one that was %s is shown and mended", async (_, alter) => {
    const args = golden({ tags: { team: "lab" } });
    await stack.up(lab.process(), args);
    lab.cloud.patchImage(lab.image().id, { tags: alter(lab.image().tags) });
    await stack.refresh(lab.process());
    expect(stack.recorded?.inputs.tags).not.toEqual({ team: "lab" });
    expect(stack.plan(args)).toBe("update");
    await stack.up(lab.process(), args);
    expect(lab.images()[0]?.tags.filter((tag) => !tag.startsWith("pulumi"))).toEqual(["team=lab"]);
    expect(stack.plan(args)).toBe("same");
  });

  if (profile !== "openstack")
    test("is none between the names of the default enterprise project", async () => {
      const args = golden({ enterpriseProjectId: "" });
      await stack.up(lab.process(), args);
      const { id } = lab.image();
      for (const shown of ["0", "", null]) {
        lab.cloud.patchImage(id, { enterprise_project_id: shown });
        await stack.refresh(lab.process());
        expect(stack.recorded?.outputs).toMatchObject({ enterpriseProjectId: "0" });
        expect(stack.plan(args)).toBe("same");
      }
      lab.cloud.patchImage(id, { enterprise_project_id: "11111111-2222-3333-4444-555555555555" });
      await stack.refresh(lab.process());
      expect(stack.plan(args)).toBe("update");
      await stack.up(lab.process(), args);
      expect(lab.image()).toMatchObject({ enterprise_project_id: "0" });
    });

  test("of our own tag alone is mended, and touches nothing else", async () => {
    const args = golden({ tags: { team: "lab" } });
    await stack.up(lab.process(), args);
    const { tags } = lab.image();
    lab.cloud.patchImage(lab.image().id, { tags: ["team=lab"] });
    lab.cloud.patchVolume(lab.volume.id, { status: "backing-up" }); // no reason to wait for it
    await stack.refresh(lab.process());
    expect(stack.plan(args)).toBe("update");
    lab.forget();
    await stack.up(lab.process(), args);
    expect(lab.wire()).toEqual([
      lab.routes.logIn,
      lab.routes.showImage,
      ...lab.routes.exactTags,
      lab.routes.change[0],
    ]);
    expect([...lab.image().tags].sort()).toEqual([...tags].sort());
  });

  test("is none where the cloud only writes it otherwise", async () => {
    const args = golden({ osType: "linux", tags: { b: "2", a: "1" }, minRamMiB: 512 });
    await stack.up(lab.process(), args);
    lab.cloud.patchImage(lab.image().id, { tags: [...lab.image().tags].reverse() });
    await stack.refresh(lab.process());
    expect(stack.plan(args)).toBe("same");
  });
});

test("an OTC volume that is itself marked as Windows is no endless drift from osType", async () => {
  const lab = await openLab("otc");
  const volume = lab.cloud.addVolume({ profile: "otc", imageMetadata: { __os_type: "Windows" } });
  const args = { name: "golden", volumeId: volume.id, osType: "linux" };
  const stack = new Stack();
  await stack.up(lab.process(), args);
  expect(stack.recorded?.outputs).toMatchObject({ osType: "windows" });
  expect(stack.plan(args)).toBe("same");
  await stack.refresh(lab.process());
  expect(stack.plan(args)).toBe("same");
  await lab.close();
});
