import { testInWhole, whole } from "../whole";
import { golden } from "./program";
import { openStory } from "./story";

const described = `description: "nightly", tags: { team: "platform" }, minRamMiB: 512`;

/** The whole list of calls of a first up. The looks while it waits are as many as it takes: written once. */
const evsAndIms = [
  "iam.createToken",
  "ims.listImages",
  "evs.showVolume",
  "evs.uploadImage",
  "ims.listImages",
  "evs.showVolume",
  "ims.tagAction",
  "ims.updateImage",
];
const firstUp = {
  otc: evsAndIms,
  "otc-swiss": evsAndIms,
  huaweicloud: evsAndIms,
  openstack: [
    "keystone.createToken",
    "glance.listImages",
    "cinder.showVolume",
    "cinder.uploadImage",
    "glance.showImage",
    "cinder.showVolume",
    "glance.updateImage",
  ],
};

/** One of each family every day; .ci/run takes all. */
const profiles = whole
  ? (["otc", "openstack", "huaweicloud", "otc-swiss"] as const)
  : (["otc", "openstack"] as const);

describe.each(profiles)("on %s", (profile) => {
  test("an image lives from up to destroy with exactly one create, and every call in its order", async () => {
    const { stack, cloud, calls, creates, volumeId } = await openStory({
      profile,
      program: golden(`${described}, osType: "Linux"`),
      config: { "cloudimages:preflight": "off" }, // its calls are told in preflight.test.ts
    });

    await stack.up();
    expect(calls()).toEqual(firstUp[profile]);
    expect(creates()).toBe(1);
    const [image] = cloud.images();
    expect(image).toMatchObject({ name: "golden", status: "active", volumeId, min_ram: 512 });
    expect(await stack.outputs()).toMatchObject({
      imageId: image?.id,
      name: "golden",
      status: "active",
      description: "nightly",
      tags: { team: "platform" },
      volumeSizeGiB: 20,
      region: cloud.credentials[profile].region_name,
    });

    cloud.clearRequests();
    stack.setProgram(golden(`${described}, osType: "linux"`)); // the other spelling of the pages is no change
    await stack.preview({ expectNoChanges: true });
    expect(calls()).toEqual([]);

    cloud.patchImage(image?.id ?? "", { name: "renamed by hand" });
    const refresh = await stack.refresh();
    expect(refresh.steps).toMatchObject([
      { op: "refresh", type: "pulumi-nodejs:dynamic/cloudimages:VolumeImage" },
    ]);
    expect((await stack.resource("golden")).outputs.name).toBe("renamed by hand");
    const mended = await stack.up();
    expect(mended.steps).toMatchObject([{ op: "update" }]);
    expect(cloud.images()).toMatchObject([{ id: image?.id, name: "golden" }]);

    await stack.destroy();
    expect(cloud.images()).toEqual([]);
    expect(cloud.volumes()).toMatchObject([{ status: "available" }]);
    expect(creates()).toBe(0);
  });
});

test("an argument changed in place is one call, and the image stays", async () => {
  const { stack, cloud, calls } = await openStory({ program: golden(described) });
  await stack.up();
  const [before] = cloud.images();
  cloud.clearRequests();
  stack.setProgram(golden(`description: "weekly", tags: { team: "platform" }, minRamMiB: 512`));
  const up = await stack.up();
  expect(up.steps).toMatchObject([{ op: "update" }]);
  expect(calls()).toEqual(["iam.createToken", "ims.listImages", "ims.updateImage"]);
  expect(cloud.images()).toMatchObject([{ id: before?.id, __description: "weekly" }]);
});

test("another volume makes a new image before the old one is deleted", async () => {
  const { stack, cloud, calls } = await openStory();
  await stack.up();
  const [before] = cloud.images();
  const other = cloud.addVolume({ profile: "otc", sizeGiB: 5 });
  await stack.config.set("volumeId", other.id);
  cloud.clearRequests();
  const up = await stack.up();
  expect(up.steps.map(({ op }) => op)).toEqual(["create-replacement", "replace", "delete-replaced"]);
  const order = calls();
  expect(order.indexOf("ims.updateImage")).toBeLessThan(order.indexOf("ims.deleteImage"));
  const images = cloud.images();
  expect(images).toMatchObject([{ name: "golden", volumeId: other.id }]);
  expect(images[0]?.id).not.toBe(before?.id);
});

testInWhole(
  "an image deleted behind Pulumi's back leaves the state with refresh and is made anew by up",
  async () => {
    const { stack, cloud, creates } = await openStory();
    await stack.up();
    const ingress = { kind: "status", status: 404, body: "default backend - 404", times: 1_000 } as const;
    cloud.addFault({ route: "ims.listImages", query: "id", ...ingress });
    expect((await stack.refresh()).text).toMatch(/kept in the state as it was.*default backend - 404/);
    expect(await stack.resource("golden")).toMatchObject({ id: cloud.images()[0]?.id });
    cloud.clearFaults();
    cloud.removeImage(cloud.images()[0]?.id ?? "");
    await stack.refresh();
    expect(await stack.resource("golden")).toBeUndefined();
    await stack.up();
    expect(creates()).toBe(2);
    expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
  },
);

testInWhole("a dependent program sees the image's id in the preview of an update in place", async () => {
  const program = (description: string) => `${golden(`description: "${description}"`)}
class Server extends pulumi.ComponentResource { constructor() { super("e2e:index:Server", "server"); } }
image.imageId.apply((id) => { console.log("known in preview: " + id); });
new Server();
`;
  const { stack, cloud } = await openStory({ program: program("one") });
  await stack.up();
  stack.setProgram(program("two"));
  const preview = await stack.preview();
  expect(preview.text).toContain(`known in preview: ${cloud.images()[0]?.id}`);
});

test("get reads an image that exists, and never deletes it", async () => {
  const { stack, cloud } = await openStory();
  const image = cloud.addImage({ profile: "otc", name: "by hand" });
  const get = (id: string) => `import { VolumeImage } from "pulumi-cloud-images";
export const { name, status } = VolumeImage.get("known", "${id}");
`;
  stack.setProgram(get(image.id));
  await stack.up();
  expect(await stack.outputs()).toMatchObject({ name: "by hand", status: "active" });
  await stack.destroy();
  expect(cloud.images()).toMatchObject([{ id: image.id }]);

  const unknown = "00000000-0000-4000-8000-000000000000";
  stack.setProgram(get(unknown));
  const up = await stack.up({ mayFail: true });
  expect(up.code).not.toBe(0);
  expect(up.text).toContain(`cloud "otc" has no image ${unknown}`);
});
