import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

/** The gateway's form; Glance's is recognized by its status. */
const forbidden = {
  error_code: "APIGW.0302",
  error_msg: "The IAM user is not authorized",
  request_id: "r-1",
};

describe.each(profiles)("update on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });
  const isOpenStack = profile === "openstack";
  const description = isOpenStack ? "description" : "__description";
  const exported = async (more: object = {}) => {
    await stack.up(lab.process(), golden(more));
    lab.forget();
  };
  /** Bodies of the calls that change something. */
  const sent = () =>
    lab.cloud
      .requests()
      .flatMap(({ method, route, body }) => (method === "GET" || route === lab.routes.logIn ? [] : [body]));

  test("reads once, and sends one patch with only what differs", async () => {
    await exported({ description: "old", minRamMiB: 1024 });
    await stack.up(lab.process(), golden({ description: "new", minRamMiB: 1024 }));
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage, lab.routes.patch]);
    expect(sent()).toEqual([[{ op: "replace", path: `/${description}`, value: "new" }]]);
    expect(lab.image()).toMatchObject({ [description]: "new", name: "golden", min_ram: 1024 });
    expect(stack.plan(golden({ description: "new", minRamMiB: 1024 }))).toBe("same");
  });

  test("adds what the image does not have yet", async () => {
    await exported();
    await stack.up(lab.process(), golden({ description: "first", firmwareType: "uefi" }));
    expect(sent()).toEqual([
      [
        { op: "add", path: `/${description}`, value: "first" },
        { op: "add", path: "/hw_firmware_type", value: "uefi" },
      ],
    ]);
  });

  test("changes many fields in one call, the name last", async () => {
    await exported();
    const changed = golden({ name: "silver", description: "d", minRamMiB: 512, vifMultiqueue: true });
    await stack.up(lab.process(), changed);
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage, lab.routes.patch]);
    expect((sent()[0] as object[]).at(-1)).toMatchObject({ path: "/name", value: "silver" });
    expect(stack.plan(changed)).toBe("same");
  });

  test("sends nothing for a setting that only we read, and records it", async () => {
    await exported();
    const patient = golden({ timeouts: { create: "3h", update: "1h", delete: "5m" } });
    expect(stack.plan(patient)).toBe("update");
    await stack.up(lab.process(), patient);
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage]);
    expect(stack.recorded?.outputs.__args).toMatchObject({ timeouts: { delete: "5m" } });
    expect(stack.plan(golden({ timeouts: { delete: "5m", update: "1h", create: "3h" } }))).toBe("same");
  });

  test("sends nothing when a change behind our back was the very one that is wanted", async () => {
    await exported({ description: "old" });
    lab.cloud.patchImage(lab.image().id, { [description]: "new" });
    await stack.up(lab.process(), golden({ description: "new" }));
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage]);
  });

  test("lets a field that is taken out of the program fall back to what a new image has", async () => {
    await exported({
      description: "old",
      minRamMiB: 1024,
      firmwareType: "uefi",
      tags: { team: "lab" },
      ...(isOpenStack && { osType: "windows" }),
    });
    await stack.up(lab.process(), golden());
    const image = lab.image() as Record<string, unknown>;
    expect([image[description] ?? "", image.os_type]).toEqual(["", undefined]);
    if (isOpenStack) expect(image).not.toHaveProperty("hw_firmware_type");
    expect(image).toMatchObject({
      min_ram: 0,
      ...(!isOpenStack && { hw_firmware_type: "bios" }), // there the volume would show it (takenOut.test.ts)
      tags: [expect.stringMatching(/^pulumi-cloud-images=/)],
    });
    expect(stack.recorded?.outputs).toMatchObject({ description: "", minRamMiB: 0, tags: {} });
    expect(stack.plan(golden())).toBe("same");
  });

  test("leaves alone what the program never mentioned", async () => {
    await exported();
    const image = lab.image();
    const foreign = isOpenStack ? "by=hand" : "by=hand";
    lab.cloud.patchImage(image.id, {
      [description]: "by hand",
      min_ram: 512,
      tags: [...image.tags, foreign],
    });
    await stack.refresh(lab.process());
    expect(stack.plan(golden())).toBe("same");
    await stack.up(lab.process(), golden({ firmwareType: "uefi" }));
    expect(lab.image()).toMatchObject({ [description]: "by hand", min_ram: 512 });
    expect(lab.image().tags).toContain(foreign);
  });

  test("fails for an image that has vanished, and says to refresh", async () => {
    await exported();
    lab.cloud.removeImage(lab.image().id);
    const error = await failureOf(stack.up(lab.process(), golden({ description: "new" })));
    expect(error).toMatchObject({
      message: expect.stringMatching(/no longer exists/),
      hint: expect.stringContaining("pulumi refresh"),
    });
    expect(lab.creates()).toBe(0);
    await stack.refresh(lab.process());
    await stack.up(lab.process(), golden({ description: "new" }));
    expect(lab.images()).toMatchObject([{ name: "golden" }]);
  });

  test("keeps the resource when the cloud refuses, names the permission, and the next up sends the rest", async () => {
    await exported();
    lab.cloud.addFault({ route: lab.routes.patch, kind: "status", status: 403, body: forbidden });
    const changed = golden({ name: "silver", tags: { team: "lab" } });
    const error = await failureOf(stack.up(lab.process(), changed));
    expect(error.message).toMatch(/may not change it.*\nWhat to do: give the user the right/s);
    expect(stack.recorded).toMatchObject({ failed: true, outputs: { name: "golden" } });
    await stack.up(lab.process(), changed);
    expect(lab.images()).toMatchObject([{ name: "silver", tags: [expect.anything(), "team=lab"] }]);
  });

  test("of an image whose tags lag behind ends with the right ones, at the latest after a refresh", async () => {
    lab.cloud.configure({ tagDelaySeconds: 30 });
    await exported({ tags: { a: "1" } });
    await stack.up(lab.process(), golden({ tags: { b: "2" } }));
    await lab.clock.sleep(30_000);
    await stack.refresh(lab.process());
    await stack.up(lab.process(), golden({ tags: { b: "2" } }));
    expect(lab.images()[0]?.tags.filter((tag) => !tag.startsWith("pulumi"))).toEqual(["b=2"]);
  });
});

describe("tags on otc", () => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab("otc");
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (tags: Record<string, string>) => ({ name: "golden", volumeId: lab.volume.id, tags });
  const nine = (prefix: string) =>
    Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${prefix}${n}`, "v"]));
  const actions = () =>
    lab.cloud
      .requests()
      .flatMap(({ route, body }) =>
        route === "ims.tagAction" ? [body as { action: string; tags: { key: string }[] }] : [],
      );
  const change = async (from: Record<string, string>, to: Record<string, string>) => {
    await stack.up(lab.process(), golden(from));
    lab.forget();
    await stack.up(lab.process(), golden(to));
    expect(lab.wire()).not.toContain("ims.updateImage");
    return actions().map(({ action, tags }) => `${action} ${tags.map(({ key }) => key).join(" ")}`);
  };

  test("a new one is one call", async () => {
    expect(await change({ a: "1" }, { a: "1", b: "2" })).toEqual(["create b"]);
  });
  test("a changed value is one call that overwrites", async () => {
    expect(await change({ a: "1" }, { a: "2" })).toEqual(["create a"]);
  });
  test("one that is taken out is one call", async () => {
    expect(await change({ a: "1", b: "2" }, { b: "2" })).toEqual(["delete a"]);
  });
  test("a renamed one is added before the old one is removed", async () => {
    expect(await change({ a: "1", b: "2" }, { b: "2", c: "1" })).toEqual(["create c", "delete a"]);
  });
  test("at the limit of ten there is room made first, and ours stays", async () => {
    const calls = await change(nine("old"), nine("new"));
    expect(calls.map((call) => call.split(" ")[0])).toEqual(["delete", "create"]);
    expect(lab.image().tags).toHaveLength(10);
    expect(lab.image().tags).toContainEqual(expect.stringMatching(/^pulumi-cloud-images=/));
  });
  test("an empty value is a tag", async () => {
    expect(await change({}, { flag: "" })).toEqual(["create flag"]);
    expect(stack.plan(golden({ flag: "" }))).toBe("same");
  });
});
