import { testInWhole } from "../../whole";
import { golden } from "../program";
import { openStory } from "../story";

const ourTag = "pulumi-cloud-images";
const shortWait = golden(`timeouts: { create: "4s" }`);
const tenSeconds = { exportSeconds: 10 };

test("time-out, then up --replace: the new resource adopts the image, and the old one does not delete it", async () => {
  const { stack, expectOneImage } = await openStory({ settings: tenSeconds, program: shortWait });
  await stack.up({ mayFail: true });
  const { urn } = await stack.resource("golden");
  stack.setProgram(golden());
  const up = await stack.up({ args: ["--replace", urn] });
  expect(up.steps.map(({ op }) => op)).toContain("delete-replaced");
  await expectOneImage();
});

testInWhole("time-out, then another volume: the unfinished image goes, and the new one stays", async () => {
  const { stack, cloud, expectOneImage } = await openStory({ settings: tenSeconds, program: shortWait });
  await stack.up({ mayFail: true });
  stack.setProgram(golden());
  const other = cloud.addVolume({ profile: "otc", sizeGiB: 5, export: { exportSeconds: 1 } });
  await stack.config.set("volumeId", other.id);
  await stack.up();
  expect(cloud.images()).toMatchObject([{ volumeId: other.id }]);
  await expectOneImage(2);
});

testInWhole("a name that changes while the image is unfinished is the name it gets", async () => {
  const { stack, cloud, creates } = await openStory({ settings: tenSeconds, program: shortWait });
  await stack.up({ mayFail: true });
  stack.setProgram(golden(`name: "renamed"`));
  await stack.up();
  expect(cloud.images()).toMatchObject([{ name: "renamed", status: "active" }]);
  expect(creates()).toBe(1);
});

testInWhole(
  "an image whose replacement cannot be followed by its delete is deleted by the next up",
  async () => {
    const { stack, cloud, expectOneImage } = await openStory();
    await stack.up();
    const other = cloud.addVolume({ profile: "otc", sizeGiB: 5 });
    await stack.config.set("volumeId", other.id);
    cloud.addFault({
      route: "ims.deleteImage",
      kind: "status",
      status: 409,
      body: { error: { code: "IMG.0022", message: "in use" } },
    });
    const first = await stack.up({ mayFail: true });
    expect(first.code).not.toBe(0);
    expect(cloud.images()).toHaveLength(2);
    await stack.up();
    expect(cloud.images()).toMatchObject([{ volumeId: other.id }]);
    await expectOneImage(2);
  },
);

testInWhole("an image that lost its tag is still ours: the next up restores it", async () => {
  const { stack, cloud, expectOneImage } = await openStory();
  await stack.up();
  const [image] = cloud.images();
  cloud.patchImage(image?.id ?? "", { tags: [] });
  await stack.refresh();
  const up = await stack.up();
  expect(up.steps).toMatchObject([{ op: "update" }]);
  expect(cloud.images()[0]?.tags).toEqual(image?.tags);
  await expectOneImage();
});

test("an image that another resource has claimed is neither changed nor deleted", async () => {
  const { stack, cloud } = await openStory();
  await stack.up();
  const [image] = cloud.images();
  const claimed = (image?.tags ?? []).map((tag) =>
    tag.startsWith(ourTag) ? tag.replace(/[0-9a-f]{12}$/, "0123456789ab") : tag,
  );
  cloud.patchImage(image?.id ?? "", { tags: claimed });
  const refresh = await stack.refresh();
  expect(refresh.text).toContain("has been claimed by another resource");
  const update = await stack.up({ mayFail: true });
  expect(update.code).not.toBe(0);
  expect(update.text).toContain("has been claimed by another resource");
  const destroy = await stack.destroy();
  expect(destroy.text).toContain("it is not deleted");
  expect(cloud.images()).toMatchObject([{ id: image?.id, tags: claimed }]);
});

testInWhole(
  "a user who may not tag keeps the image in the state, learns the permission, and up goes on when he has it",
  async () => {
    const { stack, cloud, expectOneImage } = await openStory();
    cloud.addFault({ route: "ims.tagAction", kind: "status", status: 403 });
    const refused = await stack.up({ mayFail: true });
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("ims:images:update");
    await stack.up();
    await expectOneImage();
  },
);
