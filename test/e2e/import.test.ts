import { testInWhole } from "../whole";
import { command } from "./command";
import type { Stack } from "./engine";
import { golden } from "./program";
import { openStory } from "./story";

/** What people do: the command, `pulumi import` as it says, the program as it says. Then a preview must be empty. */
async function bringIn(stack: Stack, args: string): Promise<string> {
  const { code, out, err } = await command(stack, `import ${args}`);
  expect(`${code} ${code === 0 ? "" : err}`).toBe("0 ");
  const [line = ""] = err.split("\n").filter((one) => one.startsWith("    pulumi import"));
  await stack.run([...line.trim().split(" ").slice(1), "--yes"]);
  stack.setProgram(out);
  await stack.preview({ expectNoChanges: true });
  return out;
}

/** A component, and what the command has printed for its child. */
const inComponent = (out: string) => `import * as pulumi from "@pulumi/pulumi";
const parent = new (class extends pulumi.ComponentResource {})("my:infra:Images", "main");
${out}`;

test("a child of a component, with a slash in its name, is brought in under its parent", async () => {
  const { stack, cloud, volumeId } = await openStory({ program: inComponent("") });
  await stack.up();
  const { urn } = await stack.resource("main");
  const { id } = cloud.addImage({ profile: "otc", name: "golden" });
  const { code, out, err } = await command(
    stack,
    `import VolumeImage web/api ${id} --source ${volumeId} --take-over --parent ${urn}`,
  );
  expect(`${code} ${code === 0 ? "" : err}`).toBe("0 ");
  const [line = ""] = err.split("\n").filter((one) => one.startsWith("    pulumi import"));
  await stack.run([...line.trim().split(" ").slice(1), "--yes"]);
  stack.setProgram(inComponent(out));
  await stack.preview({ expectNoChanges: true });
  await stack.destroy();
  expect(cloud.images()).toEqual([]);
});

const nothing = "export {};\n";

/** As after any change of a program: in place, and settled by one update. */
async function describeIt(stack: Stack, program: string): Promise<void> {
  stack.setProgram(program.replace(/\}\);\n$/, '  description: "imported",\n});\n'));
  const { steps } = await stack.up();
  expect(steps.map(({ op }) => op)).toEqual(["update"]);
  await stack.preview({ expectNoChanges: true });
}

test("an image made by hand becomes a resource: the next preview is empty, an update takes it over, a destroy deletes it", async () => {
  const { stack, cloud, volumeId, creates } = await openStory({ program: nothing });
  const { id } = cloud.addImage({
    profile: "otc",
    name: "golden 2026",
    tags: ["team=lab"],
    min_ram: 2048,
    __description: "by hand",
  });
  const program = await bringIn(stack, `VolumeImage golden ${id} --source ${volumeId}`);
  expect(program).toContain('name: "golden 2026"');
  expect(cloud.images()).toMatchObject([{ id, tags: ["team=lab"] }]); // nothing was changed in the cloud
  const { outputs } = await stack.resource("golden");
  expect(outputs).toMatchObject({ imageId: id, volumeId, volumeSizeGiB: 20, description: "by hand" });
  expect(JSON.stringify(outputs.__args)).toContain("ciphertext");
  expect((await command(stack, "orphans")).code).toBe(0); // it is no orphan of this stack

  await stack.refresh();
  await stack.preview({ expectNoChanges: true });
  stack.setProgram(program.replace("2048", "4096"));
  await stack.up();
  expect(cloud.images()).toMatchObject([{ id, name: "golden 2026", min_ram: 4096 }]);
  expect(cloud.images()[0]?.tags).toEqual(
    expect.arrayContaining(["team=lab", expect.stringMatching(/^pulumi-cloud-images=/)]),
  );
  await stack.preview({ expectNoChanges: true });
  expect(creates()).toBe(0);
  await stack.destroy();
  expect(cloud.images()).toEqual([]);
});

testInWhole(
  "an image that the state has lost keeps its claim, and an imported one that nobody touched can be destroyed",
  async () => {
    const { stack, cloud, volumeId } = await openStory();
    await stack.up();
    const [image] = cloud.images();
    const { urn, outputs } = await stack.resource("golden");
    await stack.run(["state", "delete", "--yes", urn]);
    await bringIn(stack, `VolumeImage golden ${image?.id} --source ${volumeId}`);
    expect((await stack.resource("golden")).outputs.claim).toBe(outputs.claim);
    expect(cloud.images()).toMatchObject([{ tags: image?.tags }]);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  },
);

testInWhole("several at once, of an OpenStack, by tag and name pattern", async () => {
  const { stack, cloud, volumeId } = await openStory({ profile: "openstack", program: nothing });
  const add = (name: string, tags: string[]) =>
    cloud.addImage({ profile: "openstack", name, tags, min_disk: 20 });
  add("web-1", ["team=lab"]);
  add("web-2", ["team=lab", "tier=front"]);
  add("web-3", ["team=other"]);
  add("db-1", ["team=lab"]);
  await bringIn(stack, `VolumeImage web --tag team=lab --name-pattern web-* --source ${volumeId}`);
  expect((await stack.resource("web-1")).outputs.name).toBe("web-1");
  expect((await stack.resource("web-2")).outputs.tags).toEqual({ team: "lab", tier: "front" });
  await stack.destroy();
  expect(
    cloud
      .images()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["db-1", "web-3"]);
});

testInWhole(
  "an image of another stack is taken over when asked: that stack's destroy then leaves it alone",
  async () => {
    const { stack, cloud, volumeId } = await openStory({ program: golden() });
    await stack.up();
    const [image] = cloud.images();
    await stack.run(["stack", "init", "other"]);
    stack.setProgram(nothing);
    await stack.config.set("volumeId", volumeId);
    const asked = `VolumeImage golden ${image?.id} --source ${volumeId}`;
    expect(await command(stack, `import ${asked}`)).toMatchObject({
      code: 1,
      err: expect.stringContaining("bears the mark of another stack"),
    });
    await bringIn(stack, `${asked} --take-over`);
    await stack.run(["stack", "select", "test"]);
    expect(await command(stack, "orphans")).toMatchObject({ code: 1, out: expect.stringMatching(/claimed/) });
    const gone = await stack.destroy();
    expect(gone.text).toContain("has been claimed by another resource since");
    expect(cloud.images()).toMatchObject([{ id: image?.id }]);
    await stack.run(["stack", "select", "other"]);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  },
);

testInWhole(
  "two stacks with one owner: the second import is refused, and after a take-over only the last one's destroy deletes",
  async () => {
    const { stack, cloud, volumeId } = await openStory({ program: nothing });
    const { id } = cloud.addImage({ profile: "otc", name: "golden" });
    await stack.config.set("cloudimages:owner", "acme");
    const asked = `VolumeImage golden ${id} --source ${volumeId}`;
    await bringIn(stack, `${asked} --take-over`);
    await stack.run(["stack", "init", "other"]);
    await stack.config.set("cloudimages:owner", "acme");
    stack.setProgram(nothing);
    expect(await command(stack, `import ${asked} --file other.json`)).toMatchObject({
      code: 1,
      err: expect.stringContaining("bears the mark of another resource of this stack's owner"),
    });
    await bringIn(stack, `${asked} --take-over --file other.json`);
    await stack.run(["stack", "select", "test"]);
    expect((await stack.destroy()).text).toContain("has been claimed by another resource since");
    expect(cloud.images()).toMatchObject([{ id }]);
    await stack.run(["stack", "select", "other"]);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  },
);

describe("images that jobs have made tell what they were made from", () => {
  testInWhole("a full-ECS image, with the backup that it serves", async () => {
    const { stack, cloud } = await openStory({ program: nothing });
    const backup = cloud.addBackup({ profile: "otc", kind: "CBR" });
    const { id } = cloud.addImage({
      profile: "otc",
      name: "erp",
      __data_origin: `server_backup,${backup.id}`,
      __backup_id: backup.id,
    });
    const program = await bringIn(stack, `FullEcsImage erp ${id}`);
    expect(program).toContain(`cbrBackupId: "${backup.id}"`);
    await describeIt(stack, program);
    expect(cloud.images()).toMatchObject([{ id, __description: "imported" }]);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
    expect(cloud.backups()).toHaveLength(1);
  });

  testInWhole("a data image, with bucket and object", async () => {
    const { stack, cloud } = await openStory({ program: nothing });
    const { id } = cloud.addImage({
      profile: "otc",
      name: "data",
      __data_origin: "file,exports:disks/data.qcow2",
      min_disk: 40,
    });
    const program = await bringIn(stack, `DataImage data ${id}`);
    expect(program).toContain('object: "disks/data.qcow2"');
    await describeIt(stack, program);
    expect(cloud.images()).toMatchObject([{ id, __description: "imported" }]);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  });

  testInWhole("a data volume template, with snapshot and backup storages", async () => {
    const { stack, cloud } = await openStory({ program: nothing, env: { OS_CLOUD: "zstack" } });
    const storage = cloud.addBackupStorage();
    const { uuid } = cloud.addTemplate({
      name: "tmpl",
      userTags: ["team=lab"],
      backupStorageRefs: [{ backupStorageUuid: storage.uuid, status: "Ready" }],
    });
    const program = await bringIn(stack, `DataVolumeTemplate tmpl ${uuid}`);
    expect(program).toContain(storage.uuid);
    await describeIt(stack, program);
    expect(cloud.templates()).toMatchObject([{ uuid, description: "imported" }]);
    await stack.destroy();
    expect(cloud.templates().filter(({ status }) => status !== "Deleted")).toEqual([]);
  });
});

test("the engine's own ways to import are refused in words: they bring a dynamic provider nothing to read by", async () => {
  const { stack, cloud, volumeId } = await openStory();
  const { id } = cloud.addImage({ profile: "otc", name: "golden" });
  stack.setProgram(
    `import { VolumeImage } from "pulumi-cloud-images";\nnew VolumeImage("golden", { volumeId: "${volumeId}" }, { import: "${id}" });\n`,
  );
  const preview = await stack.preview({ mayFail: true });
  expect(preview.code).not.toBe(0);
  expect(preview.text).toContain("pulumi-cloud-images import VolumeImage golden");
  expect(cloud.images()).toHaveLength(1);
});
