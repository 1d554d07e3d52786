import { randomUUID } from "node:crypto";
import { read } from "../../provider/pulumi/dynamic/provider/verbs";
import { volumeImage } from "../../provider/resources/volumeImage";
import { interrupted } from "./harness/interruptions";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("read on %s", (profile) => {
  let lab: Lab;
  let stack: Stack;
  beforeEach(async () => {
    lab = await openLab(profile);
    stack = new Stack();
  });
  afterEach(() => lab.close());

  const golden = (more: object = {}) => ({ name: "golden", volumeId: lab.volume.id, ...more });

  test("is one call, and finds an unchanged image unchanged", async () => {
    const args = golden({ tags: { team: "lab" }, description: "d", timeouts: { create: "2h" } });
    await stack.up(lab.process(), args);
    const before = stack.recorded;
    lab.forget();
    await stack.refresh(lab.process());
    expect(lab.wire()).toEqual([lab.routes.logIn, lab.routes.showImage]);
    expect(stack.recorded).toEqual(before);
  });

  test("of a gone image is the empty answer, which takes it out of the state", async () => {
    await stack.up(lab.process(), golden());
    const { id, outputs } = stack.recorded as NonNullable<typeof stack.recorded>;
    lab.cloud.removeImage(id);
    expect(await read(volumeImage, id, outputs, lab.process())).toEqual({});
  });

  test("of an image that was never listed waits for it, and does not call it gone", async () => {
    lab.cloud.configure({ listDelaySeconds: 30 });
    const process = lab.process();
    void lab.clock.sleep(1_000).then(() => process.interrupt(interrupted()));
    await failureOf(stack.up(process, golden()));
    await stack.refresh(lab.process());
    expect(stack.recorded).toMatchObject({ id: lab.image().id, outputs: { status: "saving" } });
  });

  test("of an image that never was there ends after the time that a list may lag", async () => {
    lab.cloud.configure({ listDelaySeconds: 30 });
    const process = lab.process();
    void lab.clock.sleep(1_000).then(() => process.interrupt(interrupted()));
    await failureOf(stack.up(process, golden()));
    lab.cloud.removeImage(lab.image().id);
    const before = lab.clock.elapsed();
    await stack.refresh(lab.process());
    expect(stack.recorded).toBeUndefined();
    expect(lab.clock.elapsed() - before).toBeLessThan(75_000);
  });

  test("fails when the cloud cannot answer, and the resource stays", async () => {
    await stack.up(lab.process(), golden());
    lab.cloud.addFault({ route: lab.routes.showImage, kind: "status", status: 503, times: 100 });
    await failureOf(stack.refresh(lab.process()));
    expect(stack.recorded?.id).toBe(lab.image().id);
  });

  test("fails for a state of a newer version, and says to update the package", async () => {
    await stack.up(lab.process(), golden());
    const recorded = stack.recorded as NonNullable<typeof stack.recorded>;
    stack.recorded = { ...recorded, outputs: { ...recorded.outputs, stateVersion: 2 } };
    expect(await failureOf(stack.refresh(lab.process()))).toMatchObject({
      message: expect.stringContaining("newer version of pulumi-cloud-images"),
      hint: expect.stringContaining("npm install"),
    });
  });

  test("by id alone, as `get` does it, shows any image", async () => {
    const { id } = lab.cloud.addImage({ profile, name: "theirs", tags: ["team=lab"] });
    const found = await read(volumeImage, id, {}, lab.process());
    expect(found).toMatchObject({
      id,
      props: { imageId: id, name: "theirs", status: "active", tags: { team: "lab" }, profile },
    });
    expect(found.props).not.toHaveProperty("stateVersion");
    expect(found.inputs).toBeUndefined();
  });

  test("by id of an image that does not exist is an error", async () => {
    const id = randomUUID();
    expect(await failureOf(read(volumeImage, id, {}, lab.process()))).toMatchObject({
      name: "NotFoundError",
      message: expect.stringContaining(`has no image ${id}`),
      hint: expect.stringContaining("cloud, region and project"),
    });
  });

  test("of an image that was got from another cloud than the default one goes to that cloud again", async () => {
    const image = lab.cloud.addImage({ profile, name: "by hand" });
    const elsewhere = lab.process({ entry: profile === "otc" ? "huaweicloud" : "otc", otherEntry: profile });
    const got = await read(volumeImage, image.id, { cloud: profile }, elsewhere);
    expect(got.props).toMatchObject({ imageId: image.id, name: "by hand", cloud: profile });
    const refreshed = await read(volumeImage, image.id, got.props ?? {}, elsewhere);
    expect(refreshed.props).toEqual(got.props);
    lab.cloud.removeImage(image.id);
    expect(await read(volumeImage, image.id, got.props ?? {}, elsewhere)).toEqual({});
    expect(await failureOf(read(volumeImage, image.id, { cloud: profile }, elsewhere))).toMatchObject({
      message: expect.stringContaining("has no image"),
    });
  });
});
