import { testInWhole } from "../../whole";
import { withYaml } from "../languages/hosts";
import { expectNothingToDo } from "../nothingToDo";
import { openNativeStory } from "./nativeStory";
import { ref, type YamlResource, yamlProgram } from "./yamlProgram";

const quick = {
  exportSeconds: 2,
  queuedSeconds: 0,
  releaseSeconds: 0,
  listDelaySeconds: 0,
  jobSeconds: 2,
  jobInitSeconds: 0.2,
  jobImageListedAfterSeconds: 0.2,
  templateSeconds: 1,
};

withYaml("a program in YAML", (at) => {
  testInWhole(
    "has all resources and functions; what is protected, retained, or only read is not deleted",
    async () => {
      const { stack, cloud } = await openNativeStory(at.yaml, { settings: quick });
      const found = cloud.addImage({ profile: "otc", name: "by hand" });
      const there = cloud.addImage({ profile: "openstack", name: "there" });
      const { name: bucket } = cloud.addBucket({ profile: "otc", name: "exports" });
      cloud.addObject({ bucket, key: "data.qcow2" });
      const backup = cloud.addBackup({ profile: "otc", kind: "CBR" });
      const template = {
        snapshotUuid: cloud.addSnapshot().uuid,
        backupStorageUuids: [cloud.addBackupStorage().uuid],
        cloud: "zstack",
      };
      const resources: Record<string, YamlResource> = {
        volume: { type: "VolumeImage", properties: { volumeId: ref("volumeId") } },
        server: {
          type: "FullEcsImage",
          properties: { source: { cbrBackupId: backup.id } },
          options: { protect: true },
        },
        data: {
          type: "DataImage",
          properties: { source: { bucket, object: "data.qcow2" }, minDiskGiB: 40 },
          options: { retainOnDelete: true },
        },
        template: { type: "DataVolumeTemplate", properties: template },
        known: { type: "VolumeImage", get: { id: found.id } },
        knownThere: { type: "VolumeImage", get: { id: `${there.id}?cloud=openstack` } },
      };
      const asked = (name: string, args: object) => ({
        "fn::invoke": { function: `cloudimages:index:${name}`, arguments: args },
      });
      const variables = {
        one: asked("getImage", { name: "by hand" }),
        several: asked("getImages", { namePattern: "by*" }),
      };
      const outputs = {
        one: ref("one.imageId"),
        several: ref("several.images"),
        known: ref("known.name"),
        knownThere: ref("knownThere.name"),
        templateUuid: ref("template.uuid"),
        backupId: ref("server.backupId"),
        minDiskGiB: ref("data.minDiskGiB"),
      };
      stack.setProgram(yamlProgram({ resources, variables, outputs }));

      const preview = await stack.preview();
      expect(preview.text).toMatch(/^ *one *: "[0-9a-f-]{36}"$/m); // look-ups are answered in a preview
      expect(preview.text).toMatch(/^ *templateUuid *: \[unknown\]$/m);
      await stack.up();
      expect(await stack.outputs()).toMatchObject({
        one: found.id,
        several: [{ imageId: found.id, name: "by hand" }],
        known: "by hand",
        knownThere: "there",
        templateUuid: cloud.templates()[0]?.uuid,
        backupId: backup.id,
        minDiskGiB: 40,
      });
      await stack.refresh();
      await stack.preview({ expectNoChanges: true });

      const described = Object.entries(resources).map(([name, { properties, ...rest }]) => [
        name,
        properties === undefined ? rest : { ...rest, properties: { ...properties, description: "later" } },
      ]);
      stack.setProgram(yamlProgram({ resources: Object.fromEntries(described), variables, outputs }));
      const { steps } = await stack.up();
      expect(steps.filter(({ op }) => !/^(same|read)$/.test(op)).map(({ op }) => op)).toEqual(
        Array(4).fill("update"),
      );
      expect(cloud.images().filter(({ __description }) => __description === "later")).toHaveLength(3);
      expect(cloud.templates()).toMatchObject([{ description: "later" }]);

      const destroy = await stack.destroy({ mayFail: true });
      expect(destroy.text).toMatch(/FullEcsImage::server" cannot be deleted\s+because it is protected/);
      const left = cloud.images().map(({ name }) => name);
      expect(left.sort()).toEqual(["by hand", "data", "server", "there"]);
      expect(cloud.templates()).toMatchObject([{ status: "Deleted" }]);
      expect(cloud.backups()).toHaveLength(1);
    },
  );

  testInWhole(
    "makes ten images at once with one watcher: its looks at the cloud are not as many as they",
    async () => {
      const { stack, cloud, creates } = await openNativeStory(at.yaml, {
        settings: quick,
        config: { "cloudimages:preflight": "off" },
      });
      const names = Array.from({ length: 10 }, (_, number) => `image-${number}`);
      const image = () => ({
        type: "VolumeImage",
        properties: { volumeId: cloud.addVolume({ profile: "otc", sizeGiB: 5 }).id },
      });
      stack.setProgram(yamlProgram({ resources: Object.fromEntries(names.map((name) => [name, image()])) }));
      await stack.up({ args: ["--parallel", "16"] });
      expect(creates()).toBe(10);
      const made = cloud.images();
      expect(made.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
        names.map((name) => `${name} active`),
      );
      const lists = cloud.requests().filter(({ route }) => route === "ims.listImages");
      // Each create searches before it is sent, and some share their search; all share the looks at what is being made.
      expect(lists.length).toBeLessThan(20);
      expectNothingToDo((await stack.export("--show-secrets")).deployment);

      await stack.destroy();
      expect(cloud.images()).toEqual([]);
    },
  );
});
