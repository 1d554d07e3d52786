import type { Props } from "../../provider/lifecycle/state/inputs";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { type Recorded, Stack } from "./harness/stack";

describe.each(profiles)("create on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile);
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const ourTag = expect.stringMatching(/^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}-[0-9a-f]{12}$/);

  test("signs in, searches for an image of ours, sends one create, waits for image and volume, takes the image over", async () => {
    await new Stack().up(lab.process(), golden({ tags: { team: "lab" }, description: "made by a test" }));
    const { logIn, findImages, showVolume, create, showImage, change } = lab.routes;
    const polls = [showImage, showVolume];
    const at = lab.wire().indexOf(create) + 1;
    const end = lab.wire().indexOf(change[0] as string, at);
    // When each poll comes, the goals of the bench say.
    expect(
      lab
        .wire()
        .slice(at, end)
        .filter((route) => !polls.includes(route)),
    ).toEqual([]);
    expect(end - at).toBeLessThanOrEqual(12);
    expect([...lab.wire().slice(0, at), ...lab.wire().slice(end)]).toEqual([
      logIn,
      ...(profile === "openstack" ? [findImages, findImages] : [findImages]), // hidden ones are a list of their own
      showVolume,
      create,
      ...change,
    ]);
    expect(lab.images()).toEqual([{ name: "golden", status: "active", tags: [ourTag, "team=lab"] }]);
    expect(lab.clock.elapsed()).toBeLessThan(70_000);
  });

  test("gives the image a temporary name, and its own only with the last operation of the last call", async () => {
    await new Stack().up(lab.process(), golden({ description: "made by a test" }));
    const requests = lab.cloud.requests();
    const create = requests.find(({ route }) => route === lab.routes.create);
    expect(create?.body).toMatchObject({
      "os-volume_upload_image": { image_name: expect.stringMatching(/^creating-[0-9a-f]{8}-[0-9a-f]{20}$/) },
    });
    expect(JSON.stringify(create?.body)).not.toContain("golden");
    const patch = requests.at(-1)?.body as object[] | undefined;
    expect(patch?.at(-1)).toEqual({
      op: "replace",
      path: "/name",
      value: "golden",
    });
  });

  test("sends every attribute that was given, and only those", async () => {
    const attributes = { minRamMiB: 2048, firmwareType: "uefi", vifMultiqueue: true };
    await new Stack().up(lab.process(), golden(attributes));
    const patch = lab.cloud.requests().at(-1)?.body as { path: string; value: unknown }[];
    const sent = Object.fromEntries(patch.map(({ path, value }) => [path, value]));
    delete sent["/tags"];
    expect(sent).toEqual({
      "/min_ram": 2048,
      "/hw_firmware_type": "uefi",
      "/hw_vif_multiqueue_enabled": "true",
      "/name": "golden",
    });
  });

  test("outputs what a program needs downstream, the volume's facts among it", async () => {
    const stack = new Stack();
    lab.cloud.patchVolume(lab.volume.id, { description: "nightly, 夜间" });
    await stack.up(lab.process(), golden({ tags: { team: "lab" } }));
    const image = lab.image();
    expect(stack.recorded).toMatchObject({
      id: image.id,
      failed: false,
      outputs: {
        imageId: image.id,
        name: "golden",
        status: "active",
        tags: { team: "lab" },
        checksum: image.checksum,
        sizeBytes: Number(image.__image_size ?? image.size),
        createdAt: "2026-11-21T09:00:00Z",
        visibility: "private",
        volumeId: lab.volume.id,
        volumeType: lab.volume.volumeType,
        volumeSizeGiB: 20,
        volumeAvailabilityZone: lab.volume.availabilityZone,
        volumeDescription: "nightly, 夜间",
        region: lab.cloud.credentials[profile].region_name,
        profile,
        stateVersion: 1,
      },
    });
    expect(stack.plan(golden({ tags: { team: "lab" } }))).toBe("same");
  });

  test("a state of before the volume's description was an output is no difference, and stays as it is", async () => {
    const stack = new Stack();
    await stack.up(lab.process(), golden());
    const older = ({ volumeDescription: _, ...rest }: Props): Props => rest;
    const recorded = stack.recorded as Recorded;
    const { outputs } = recorded;
    stack.recorded = {
      ...recorded,
      outputs: { ...older(outputs), __facts: older(outputs.__facts as Props) },
    };
    expect(stack.plan(golden())).toBe("same");
    await stack.refresh(lab.process());
    expect(stack.recorded?.outputs).not.toHaveProperty("volumeDescription");
    await stack.up(lab.process(), golden({ description: "nightly" }));
    expect(stack.recorded?.outputs).toMatchObject({ volumeSizeGiB: 20, description: "nightly" });
    await stack.destroy(lab.process());
    expect(lab.images()).toEqual([]);
  });

  test("waits for an image that is listed late", async () => {
    // Cinder has Glance make the image before it answers: there only a copy of the database can be late.
    lab.cloud.configure({ listDelaySeconds: profile === "openstack" ? 12 : 45 });
    await new Stack().up(lab.process(), golden());
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(lab.creates()).toBe(1);
  });

  test("waits for the volume when the image is active before it", async () => {
    lab.cloud.configure({ exportSeconds: 10, releaseSeconds: 40 });
    await new Stack().up(lab.process(), golden());
    expect(lab.clock.elapsed()).toBeGreaterThan(50_000);
    expect(lab.cloud.volumes()).toMatchObject([{ status: "available" }]);
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test.each([
    ["its volume is never free again", 1e6, "60m"],
    ["that would take all of its time", 50, "90s"],
  ])("does not fail with an image that is ready because %s", async (_, releaseSeconds, create) => {
    lab.cloud.configure({ exportSeconds: 20, releaseSeconds });
    const stack = new Stack();
    await stack.up(lab.process(), golden({ timeouts: { create } }));
    expect(lab.cloud.volumes()).toMatchObject([{ status: "uploading" }]);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.outputs).toMatchObject({ volumeId: lab.volume.id, volumeSizeGiB: 20 });
  });

  test("goes on with an image whose volume cannot be read any more once it is ready", async () => {
    lab.cloud.configure({ exportSeconds: 20 });
    const process = lab.process();
    const made = lab.clock.sleep(15_000).then(() => {
      lab.cloud.addFault({ route: lab.routes.showVolume, kind: "status", status: 403, times: 1000 });
    });
    const stack = new Stack();
    await Promise.all([made, stack.up(process, golden())]);
    expect(lab.images()).toMatchObject([{ name: "golden", status: "active" }]);
    expect(stack.recorded?.outputs).toMatchObject({ volumeId: lab.volume.id, volumeSizeGiB: 20 });
  });

  test("waits hours for a large volume without losing the image to a short list delay or a lapsed poll", async () => {
    lab.cloud.configure({ exportSeconds: 3 * 3600 });
    await new Stack().up(lab.process(), golden({ timeouts: { create: "4h" } }));
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
    expect(lab.clock.elapsed()).toBeLessThan((3 * 3600 + 60) * 1000);
    expect(lab.wire().length).toBeLessThan(800);
  });

  test("reports its progress: the start, some steps, the end", async () => {
    const process = lab.process();
    await new Stack().up(process, golden());
    const lines = process.messages.join("\n");
    expect(lines).toContain(`golden: is being made from volume ${lab.volume.id}: image ${lab.image().id}`);
    expect(lines).toMatch(/golden queued\n.*golden exporting\n/);
    expect(lines).toMatch(/golden: can be used after \d+ s: image [-0-9a-f]+/);
  });
});
