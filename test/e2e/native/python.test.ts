import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../../whole";
import { withGeneratedPython } from "../languages/hosts";
import { openStory } from "../story";
import { generateSdk } from "./generateSdk";
import { pluginFolder } from "./pluginFolder";

const project = "name: e2e\nruntime: python\n";

const program = (description: string) => `import pulumi
import pulumi_cloudimages as cloudimages

image = cloudimages.VolumeImage(
    "golden",
    volume_id=pulumi.Config().require("volumeId"),
    description="${description}",
    min_ram_mi_b=512,
    os_type=cloudimages.OsType.LINUX,
    tags={"team": "platform"},
    triggers=["a", 1, True],
    timeouts=cloudimages.TimeoutsArgs(create="5m"),
)
found = cloudimages.get_images_output(name=image.name)
pulumi.export("imageId", image.image_id)
pulumi.export("minDisk", image.min_disk_gi_b)
pulumi.export("found", found.images.apply(lambda images: [one.image_id for one in images]))
`;

withGeneratedPython("a program in Python with the SDK that is generated for it", (at) => {
  testInWhole("makes an image, changes it in place, and deletes it", async () => {
    const { stack, cloud, creates, volumeId } = await openStory({
      program: "// in its place comes the program in Python\n",
      path: [pluginFolder, at.pythonSdk, at.python],
    });
    const beside = (name: string) => path.join(stack.project, "..", name);
    const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"];
    const args = [...pip, "--target", beside("installed"), generateSdk("python", beside("sdk"))];
    execFileSync(path.join(at.pythonSdk, "python"), args, { stdio: "pipe" });
    const setProgram = (text: string) => writeFileSync(path.join(stack.project, "__main__.py"), text);
    writeFileSync(path.join(stack.project, "Pulumi.yaml"), project);
    const env = { PYTHONPATH: beside("installed") };

    setProgram(program("nightly"));
    await stack.up({ env });
    const [image] = cloud.images();
    expect(image).toMatchObject({ name: "golden", status: "active", volumeId, min_ram: 512 });
    expect(await stack.outputs()).toEqual({ imageId: image?.id, minDisk: 20, found: [image?.id] });
    await stack.preview({ expectNoChanges: true, env });

    setProgram(program("weekly"));
    expect((await stack.up({ env })).steps).toMatchObject([{ op: "update" }]);
    expect(cloud.images()).toMatchObject([{ id: image?.id, __description: "weekly" }]);
    expect(creates()).toBe(1);

    await stack.destroy({ env });
    expect(cloud.images()).toEqual([]);
  });
});
