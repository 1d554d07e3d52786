import { testInWhole } from "../../whole";
import { command } from "../command";
import type { Stack } from "../engine";
import { withYaml } from "../languages/hosts";
import { openNativeStory } from "./nativeStory";
import { ref, type YamlResource, yamlProgram } from "./yamlProgram";

function bringIn(stack: Stack, type: string, name: string, id: string, mayFail = false) {
  const args = ["import", `cloudimages:index:${type}`, name, id, "--yes", "--protect=false"];
  return stack.run(args, { mayFail });
}

/** The program that `pulumi import` prints. */
const printed = (stdout: string) =>
  `name: e2e\nruntime: yaml\n${/^resources:\n(?: +.*\n)+/m.exec(stdout)?.[0]}`;

const silver = (volumeId: string, options: object): Record<string, YamlResource> => ({
  silver: { type: "VolumeImage", properties: { volumeId }, options },
});

withYaml("pulumi import", (at) => {
  testInWhole(
    "brings in an image made by hand, with its source behind the id; the code that it prints shows no change",
    async () => {
      const { stack, cloud, volumeId, creates } = await openNativeStory(at.yaml, {
        program: yamlProgram({}),
      });
      const { id } = cloud.addImage({
        profile: "otc",
        name: "golden 2026",
        tags: ["team=lab"],
        min_ram: 2048,
        __description: "by hand",
      });
      const without = await bringIn(stack, "VolumeImage", "golden", id, true);
      expect(without.code).not.toBe(0);
      expect(without.text).toContain(
        "say behind the id, as in `<id>?source=…`, what the cloud does not tell: the id of the volume",
      );

      const program = printed(
        (await bringIn(stack, "VolumeImage", "golden", `${id}?source=${volumeId}`)).stdout,
      );
      expect(program).toContain("name: golden 2026");
      const { outputs } = await stack.resource("golden");
      expect(outputs).toMatchObject({ imageId: id, volumeId, volumeSizeGiB: 20, description: "by hand" });
      stack.setProgram(program);
      await stack.preview({ expectNoChanges: true });
      await stack.refresh();
      await stack.preview({ expectNoChanges: true });
      expect(cloud.images()).toMatchObject([{ id, tags: ["team=lab"] }]); // nothing was changed in the cloud
      expect((await command(stack, "orphans")).code).toBe(0);

      stack.setProgram(program.replace("2048", "4096"));
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
      expect(cloud.images()).toMatchObject([{ id, name: "golden 2026", min_ram: 4096 }]);
      const marked = ["team=lab", expect.stringMatching(/^pulumi-cloud-images=/)];
      expect(cloud.images()[0]?.tags).toEqual(marked);

      const other = cloud.addImage({ profile: "otc", name: "silver" });
      const imported = silver(ref("volumeId"), { import: `${other.id}?source=${volumeId}` });
      stack.setProgram(yamlProgram({ resources: imported }));
      expect((await stack.up()).steps.map(({ op }) => op)).toEqual(["import", "delete"]); // golden is in the program no more
      expect(cloud.images()).toMatchObject([{ id: other.id, name: "silver" }]);
      await stack.preview({ expectNoChanges: true });

      const storage = cloud.addBackupStorage();
      const { uuid } = cloud.addTemplate({
        name: "template",
        userTags: ["team=lab"],
        backupStorageRefs: [{ backupStorageUuid: storage.uuid, status: "Ready" }],
      });
      const template = await bringIn(stack, "DataVolumeTemplate", "template", `${uuid}?cloud=zstack`);
      expect(printed(template.stdout)).toContain("cloud: zstack");
      stack.setProgram(
        printed(template.stdout).replace(
          "resources:",
          `resources:\n  silver: ${JSON.stringify({ type: "cloudimages:VolumeImage", properties: { volumeId } })}`,
        ),
      );
      await stack.preview({ expectNoChanges: true });
      expect(creates()).toBe(0);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
      expect(cloud.templates()).toMatchObject([{ status: "Deleted" }]);
    },
  );

  testInWhole(
    "refuses an image of another stack until it is taken over: that stack's destroy then leaves it alone",
    async () => {
      const { stack, cloud, volumeId } = await openNativeStory(at.yaml);
      await stack.up();
      const id = cloud.images()[0]?.id ?? "";
      await stack.run(["stack", "init", "other"]);
      await stack.config.set("volumeId", volumeId);
      stack.setProgram(yamlProgram({}));
      const refused = await bringIn(stack, "VolumeImage", "golden", `${id}?source=${volumeId}`, true);
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain(`image ${id} bears the mark of another stack`);
      // A project without Node.js has the command in a folder of its own.
      expect(refused.text).toContain(
        "`tools/node_modules/.bin/pulumi-cloud-images import <type> <name> <id> --take-over`, which `npm install --prefix tools",
      );

      const taken = await command(stack, `import VolumeImage golden ${id} --source ${volumeId} --take-over`);
      expect(taken).toMatchObject({
        code: 0,
        out: `pulumi import cloudimages:index:VolumeImage golden '${id}?source=${volumeId}' --protect=false\n`,
      });
      const { stdout } = await bringIn(stack, "VolumeImage", "golden", `${id}?source=${volumeId}`);
      stack.setProgram(printed(stdout));
      await stack.preview({ expectNoChanges: true });

      await stack.run(["stack", "select", "test"]);
      expect(await command(stack, "orphans")).toMatchObject({
        code: 1,
        out: expect.stringMatching(/claimed/),
      });
      expect((await stack.destroy()).text).toContain("has been claimed by another resource since");
      expect(cloud.images()).toMatchObject([{ id }]);
      await stack.run(["stack", "select", "other"]);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
    },
  );
});
