import path from "node:path";
import { testInWhole } from "../../whole";
import { command } from "../command";
import { withYaml } from "../languages/hosts";
import { leaksIn, written } from "../leaks";
import { expectNothingToDo } from "../nothingToDo";
import { golden } from "../program";
import { openNativeStory } from "./nativeStory";
import { goldenYaml, ref, type YamlResource, yamlProgram } from "./yamlProgram";

const wasDynamic = {
  aliases: ["urn:pulumi:test::e2e::pulumi-nodejs:dynamic/cloudimages:VolumeImage::golden"],
};

const inYaml = (description: string) => goldenYaml({ description }, wasDynamic);
const inTypeScript = (description: string) =>
  golden(`description: "${description}"`).replace(
    "});",
    `}, { aliases: [{ type: "cloudimages:index:VolumeImage" }] });`,
  );

withYaml("a stack", (at) => {
  testInWhole(
    "moves to the plugin, with an export on the way, and back: one create, one mark, no orphan",
    async () => {
      const { stack, cloud, creates, expectOneImage } = await openNativeStory(at.yaml, {
        program: golden(`description: "nightly", timeouts: { create: "4s" }`),
        settings: { exportSeconds: 10 },
      });
      expect((await stack.up({ mayFail: true })).text).toContain("not finished after");
      const { outputs: first } = await stack.resource("golden");
      const recorded = async () => {
        const { type, outputs } = await stack.resource("golden");
        const { __owner, __urn, claim } = outputs;
        expect({ __owner, __urn, claim }).toEqual({
          __owner: first.__owner,
          __urn: first.__urn,
          claim: first.claim,
        });
        return type;
      };

      stack.setProgram(inYaml("nightly"));
      expect((await stack.up()).steps).toMatchObject([
        { op: "update", type: "cloudimages:index:VolumeImage" },
      ]);
      expect(await recorded()).toBe("cloudimages:index:VolumeImage");
      await expectOneImage();
      const [image] = cloud.images();
      expect(image?.tags).toEqual([expect.stringMatching(`^pulumi-cloud-images=.*-${first.claim}$`)]);
      await stack.preview({ expectNoChanges: true });
      expect(await command(stack, "orphans")).toMatchObject({ code: 0 });

      stack.setProgram(inTypeScript("nightly"));
      cloud.clearRequests();
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]); // writes what this form hides in its state
      const changes = cloud
        .requests()
        .filter(({ method, route }) => method !== "GET" && route !== "iam.createToken");
      expect(changes).toEqual([]);
      await stack.refresh();
      await stack.preview({ expectNoChanges: true });
      expect(await recorded()).toBe("pulumi-nodejs:dynamic/cloudimages:VolumeImage");
      stack.setProgram(inTypeScript("weekly"));
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
      expect(cloud.images()).toMatchObject([{ id: image?.id, __description: "weekly", tags: image?.tags }]);

      stack.setProgram(inYaml("monthly")); // moved and changed at once
      expect((await stack.up()).steps).toMatchObject([{ op: "update" }]);
      await recorded();
      expect(cloud.images()).toMatchObject([{ id: image?.id, __description: "monthly", tags: image?.tags }]);
      expect(creates()).toBe(0); // since the stack came back
      expectNothingToDo((await stack.export("--show-secrets")).deployment);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
    },
  );

  testInWhole(
    "moves with all its resources and their secrets, a job among them that is still going on",
    async () => {
      const { stack, cloud } = await openNativeStory(at.yaml, {
        settings: { exportSeconds: 0.5, queuedSeconds: 0, jobSeconds: 8, templateSeconds: 0.2 },
        config: { "cloudimages:preflight": "off" },
        secretConfig: { note: "canary-note" },
        program: allInTypeScript(() => "{}", `, timeouts: { create: "4s" }`),
      });
      const { name: bucket } = cloud.addBucket({ profile: "otc", name: "exports" });
      cloud.addObject({ bucket, key: "data.qcow2" });
      await stack.config.setAll({
        backup: cloud.addBackup({ profile: "otc", kind: "CBR" }).id,
        snapshot: cloud.addSnapshot().uuid,
        storage: cloud.addBackupStorage().uuid,
      });
      const made = () =>
        cloud.requests().filter(({ route }) => /^ims\.create|createTemplate|uploadImage/.test(route ?? ""))
          .length;
      const leaks = () => leaksIn(written(path.dirname(stack.project)), ["canary-note"]);
      expect((await stack.up({ mayFail: true })).text).toMatch(/job \w+: not finished after/);

      stack.setProgram(allInYaml());
      const there = await stack.up();
      expect(there.steps.map(({ op }) => op).sort()).toEqual(["same", "same", "same", "update"]);
      expect(leaks()).toEqual([]);
      await stack.preview({ expectNoChanges: true });
      expect(
        cloud
          .images()
          .map(({ name, status }) => `${name} ${status}`)
          .sort(),
      ).toEqual(["data active", "server active", "volume active"]);

      stack.setProgram(allInTypeScript((type) => `{ aliases: [{ type: "cloudimages:index:${type}" }] }`, ""));
      await stack.up();
      await stack.refresh();
      await stack.preview({ expectNoChanges: true });
      expect(leaks()).toEqual([]);
      expect(made()).toBe(4);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
      expect(cloud.templates()).toMatchObject([{ status: "Deleted" }]);
    },
  );
});

/** `options` of each type, and more arguments of the image that a job takes its time for. */
function allInTypeScript(options: (type: string) => string, more: string): string {
  return `import * as pulumi from "@pulumi/pulumi";
import { DataImage, DataVolumeTemplate, FullEcsImage, VolumeImage } from "pulumi-cloud-images";
const config = new pulumi.Config(), note = config.requireSecret("note"), told = (key: string) => config.require(key);
new VolumeImage("volume", { volumeId: told("volumeId"), tags: { note }, cloud: "otc" }, ${options("VolumeImage")});
new FullEcsImage("server", { source: { cbrBackupId: told("backup") }${more} }, ${options("FullEcsImage")});
new DataImage("data", { source: { bucket: "exports", object: "data.qcow2" }, minDiskGiB: 40, description: note }, ${options("DataImage")});
new DataVolumeTemplate("template", {
  snapshotUuid: told("snapshot"), backupStorageUuids: [told("storage")], cloud: "zstack", userTags: [note],
}, ${options("DataVolumeTemplate")});
`;
}

function allInYaml(): string {
  const was = (type: string, name: string, properties: object): YamlResource => ({
    type,
    properties,
    options: { aliases: [`urn:pulumi:test::e2e::pulumi-nodejs:dynamic/cloudimages:${type}::${name}`] },
  });
  const note = ref("note");
  const source = { bucket: "exports", object: "data.qcow2" };
  const snapshot = { snapshotUuid: ref("snapshot"), backupStorageUuids: [ref("storage")], cloud: "zstack" };
  return yamlProgram({
    settings: ["backup", "snapshot", "storage"],
    secrets: ["note"],
    resources: {
      volume: was("VolumeImage", "volume", { volumeId: ref("volumeId"), tags: { note }, cloud: "otc" }),
      server: was("FullEcsImage", "server", { source: { cbrBackupId: ref("backup") } }),
      data: was("DataImage", "data", { source, minDiskGiB: 40, description: note }),
      template: was("DataVolumeTemplate", "template", { ...snapshot, userTags: [note] }),
    },
  });
}
