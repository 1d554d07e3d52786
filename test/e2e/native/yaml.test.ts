import { withYaml } from "../languages/hosts";
import { openNativeStory } from "./nativeStory";
import { goldenYaml } from "./yamlProgram";

/** What a preview says of one property, whatever stands around it. */
const line = (text: string) => expect.stringMatching(new RegExp(`^ *${text}$`, "m"));

withYaml("a program in YAML", (at) => {
  test("makes an image, mends its drift, changes it in place, replaces it, and deletes it", async () => {
    const described = { description: "nightly", tags: { team: "platform" }, minRamMiB: 512 };
    const { stack, cloud, calls, creates, volumeId } = await openNativeStory(at.yaml, {
      program: goldenYaml({ ...described, osType: "Linux" }),
      config: { "cloudimages:preflight": "off" },
    });
    await stack.up();
    expect(calls()).toEqual([
      "iam.createToken",
      "ims.listImages",
      "evs.showVolume",
      "evs.uploadImage",
      "ims.listImages",
      "evs.showVolume",
      "ims.tagAction",
      "ims.updateImage",
    ]);
    const [image] = cloud.images();
    expect(image).toMatchObject({ name: "golden", status: "active", volumeId, min_ram: 512 });
    expect(await stack.outputs()).toMatchObject({
      imageId: image?.id,
      name: "golden",
      status: "active",
      description: "nightly",
      tags: { team: "platform" },
      volumeSizeGiB: 20,
      region: cloud.credentials.otc.region_name,
    });

    cloud.clearRequests();
    stack.setProgram(goldenYaml({ ...described, osType: "linux" })); // the other spelling of the pages is no change
    await stack.preview({ expectNoChanges: true });
    expect(calls()).toEqual([]);

    cloud.patchImage(image?.id ?? "", { name: "renamed by hand" });
    const refresh = await stack.refresh();
    expect(refresh.steps).toMatchObject([{ op: "refresh", type: "cloudimages:index:VolumeImage" }]);
    expect(refresh.text).toContain("[diff: ~name]");
    const weekly = goldenYaml({
      ...described,
      description: "weekly",
      tags: { team: "platform", tier: "web" },
    });
    stack.setProgram(weekly);
    const preview = await stack.preview();
    expect(preview.text).toEqual(line(`~ name *: "renamed by hand" => "golden"`));
    expect(preview.text).toEqual(line(`~ description *: "nightly" => "weekly"`));
    expect(preview.text).toEqual(line(`\\+ tier *: "web"`));
    cloud.clearRequests();
    expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
    expect(calls()).toEqual(["iam.createToken", "ims.listImages", "ims.tagAction", "ims.updateImage"]);
    expect(cloud.images()).toMatchObject([{ id: image?.id, name: "golden", __description: "weekly" }]);

    const other = cloud.addVolume({ profile: "otc", sizeGiB: 5 });
    await stack.config.set("volumeId", other.id);
    expect((await stack.preview()).text).toEqual(line(`~ volumeId *: "${volumeId}" => "${other.id}"`));
    cloud.clearRequests();
    const replaced = await stack.up();
    expect(replaced.steps.map(({ op }) => op)).toEqual(["create-replacement", "replace", "delete-replaced"]);
    const order = calls();
    expect(order.indexOf("ims.updateImage")).toBeLessThan(order.indexOf("ims.deleteImage"));
    expect(creates()).toBe(1);
    expect(cloud.images()).toMatchObject([{ name: "golden", volumeId: other.id }]);
    await stack.preview({ expectNoChanges: true });

    await stack.destroy();
    expect(cloud.images()).toEqual([]);
    expect(cloud.volumes()).toMatchObject([{ status: "available" }, { status: "available" }]);
  });

  test("an export that runs out of time is kept, and the next up goes on waiting without a second create", async () => {
    const { stack, cloud, expectOneImage } = await openNativeStory(at.yaml, {
      settings: { exportSeconds: 10 },
      program: goldenYaml({}, { customTimeouts: { create: "4s" } }),
    });
    const first = await stack.up({ mayFail: true });
    expect(first.code).not.toBe(0);
    expect(first.text).toContain("not finished after");
    expect((await stack.resource("golden")).initErrors).toHaveLength(1);
    expect(cloud.images()).toMatchObject([{ name: expect.stringMatching(/^creating-/) }]);
    expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
    await expectOneImage();
    await stack.preview({ expectNoChanges: true });
  });
});
