import { testInWhole } from "../whole";
import type { EngineEvent } from "./engine";
import { golden } from "./program";
import { openStory } from "./story";

const off = { "cloudimages:preflight": "off" };
const inUse = { status: "in-use", attachments: [{ server_id: "5f3c0f4e", device: "/dev/vdb" }] };

/** Where a warning stands and what it says, without what the CLI adds. */
const warnings = (events: readonly EngineEvent[]) =>
  events.flatMap(({ diagnosticEvent: diagnostic }) =>
    diagnostic?.severity === "warning"
      ? [`${diagnostic.urn?.split("::").at(-1)}: ${diagnostic.message.trim()}`]
      : [],
  );
const errors = (events: readonly EngineEvent[]) =>
  events.flatMap(({ diagnosticEvent: diagnostic }) =>
    diagnostic?.severity === "error" ? [diagnostic.message] : [],
  );

const usedUp = "the quota of private images is used up (0 of 0)";

test("a warning stands at its resource in the preview, once more before the create, and stops nothing", async () => {
  const { stack, cloud, creates } = await openStory({ program: golden("force: true") });
  const server = cloud.addServer({ profile: "otc", volumeIds: [cloud.volumes()[0]?.id ?? ""] });
  const sentence = `golden: volume ${cloud.volumes()[0]?.id} is attached to server ${server.id}, which is ACTIVE: what its server has not written yet will be missing from the image. Stop it first`;

  const preview = await stack.preview();
  expect(warnings(preview.events)).toEqual([sentence]);
  expect(creates()).toBe(0);

  const up = await stack.up();
  expect(warnings(up.events)).toEqual([sentence]);
  expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);

  cloud.clearRequests();
  const next = await stack.preview({ expectNoChanges: true });
  expect(warnings(next.events)).toEqual([]); // its image is there
  expect(cloud.requests().map(({ route }) => route)).toEqual(["iam.createToken", "ims.listImages"]);
});

test("error stops a resource before it is registered, and nothing new reaches the state of one that is made", async () => {
  const { stack, cloud, creates, volumeId } = await openStory({
    config: { "cloudimages:preflight": "error" },
  });
  cloud.configure({ imageQuota: 0 });
  cloud.patchVolume(volumeId, inUse);

  const refusals = [await stack.preview({ mayFail: true }), await stack.up({ mayFail: true })];
  for (const { code, events, steps, text } of refusals) {
    expect(code).not.toBe(0);
    const [error = "", ...others] = errors(events);
    expect(others).toEqual([]);
    expect(error).toContain("VolumeImage golden: the preflight found what the cloud would refuse:");
    expect(error).toContain(`- ${usedUp}`);
    expect(error).toContain(`- volume ${volumeId} is in-use and cannot be exported in this state`);
    expect(error).toContain("cloudimages:preflight warn");
    expect(text).not.toContain("    at "); // no stack
    expect(steps).toEqual([]);
  }
  expect(await stack.resource("golden")).toBeUndefined();
  expect(creates()).toBe(0);

  cloud.configure({ imageQuota: 50 });
  cloud.patchVolume(volumeId, { status: "available", attachments: [] });
  await stack.up();
  const { inputs } = await stack.resource("golden");
  expect(Object.keys(inputs).sort()).toEqual([
    "__cloud",
    "__owner",
    "__provider",
    "__urn",
    "name",
    "volumeId",
  ]);

  cloud.patchVolume(volumeId, inUse); // as it well may be by now
  await stack.preview({ expectNoChanges: true });
});

test("error stops no run that makes nothing, or that would succeed: a renamed resource, a transform that sets `force`", async () => {
  const { stack, cloud, volumeId } = await openStory({ config: { "cloudimages:preflight": "error" } });
  await stack.up();
  cloud.patchVolume(volumeId, inUse);
  const { urn } = await stack.resource("golden");
  await stack.run(["state", "rename", "--yes", urn, "silver"]);
  stack.setProgram(golden(`name: "golden"`).replace(`VolumeImage("golden"`, `VolumeImage("silver"`));
  const renamed = await stack.preview();
  expect(renamed.steps.map(({ op }) => op)).not.toContain("create");
  expect(warnings(renamed.events)).toEqual([expect.stringContaining(`volume ${volumeId} is in-use`)]);

  const other = cloud.addVolume({ profile: "otc", sizeGiB: 10 });
  cloud.patchVolume(other.id, inUse);
  await stack.config.set("volumeId", other.id);
  const add = (before: string) =>
    `import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
${before}
new VolumeImage("added", { volumeId: new pulumi.Config().require("volumeId") }, typeof parent === "undefined" ? {} : { parent });
`;
  const force =
    '({ type, props, opts }) => ({ props: type.includes("cloudimages") ? { ...props, force: true } : props, opts })';
  for (const before of [
    `declare const parent: undefined; pulumi.runtime.registerResourceTransform(${force});`,
    `const parent = new pulumi.ComponentResource("my:images:Set", "set", {}, { transforms: [${force}] });`,
  ]) {
    stack.setProgram(add(before));
    const { steps } = await stack.preview();
    expect(steps).toContainEqual(
      expect.objectContaining({ op: "create", urn: expect.stringContaining("added") }),
    );
  }
});

testInWhole("off looks at nothing", async () => {
  const { stack, cloud } = await openStory({ config: off });
  cloud.configure({ imageQuota: 0 });
  const preview = await stack.preview();
  expect(warnings(preview.events)).toEqual([]);
  expect(cloud.requests()).toEqual([]);
});

testInWhole("any other word is refused, and the three are named", async () => {
  const { stack } = await openStory({ config: { "cloudimages:preflight": "strict" } });
  const preview = await stack.preview({ mayFail: true });
  expect(preview.code).not.toBe(0);
  expect(preview.text).toContain(`cloudimages:preflight is "strict", but there are only off, warn, error`);
});

testInWhole("arguments that a preview does not know yet are left to the provider", async () => {
  const program = `import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
const first = new VolumeImage("first", { volumeId: new pulumi.Config().require("volumeId") });
new VolumeImage("second", { volumeId: first.imageId });
`;
  const { stack, cloud } = await openStory({ program });
  cloud.configure({ imageQuota: 0 });
  const preview = await stack.preview();
  expect(warnings(preview.events)).toEqual([
    `first: ${usedUp}\nWhat to do: delete images that are not needed, or have the quota raised`,
  ]);
});

testInWhole("a cloud that cannot be looked at is told once, however many images there are", async () => {
  const program = `import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
const volumeId = new pulumi.Config().require("volumeId");
for (const name of ["one", "two", "three"]) new VolumeImage(name, { volumeId });
`;
  const { stack, cloud } = await openStory({ program });
  cloud.addFault({ kind: "unauthorized", route: "iam.createToken", times: 100 });
  const preview = await stack.preview();
  expect(warnings(preview.events)).toEqual([
    expect.stringMatching(/the preflight could not look at the cloud/),
  ]);
});

describe("images that jobs make", () => {
  const program = (source: string) => `import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";
const config = new pulumi.Config();
const image = new FullEcsImage("golden", { source: ${source} });
export const { imageId } = image;
`;

  testInWhole(
    "a backup that has been used is told by the preview; used for the very image, it is no news",
    async () => {
      const { stack, cloud } = await openStory({
        settings: { jobSeconds: 1, jobInitSeconds: 0.2, jobImageListedAfterSeconds: 0.2 },
        config: { "cloudimages:preflight": "error" },
        program: program(`{ cbrBackupId: config.require("backupId") }`),
      });
      const backup = cloud.addBackup({ osImagesData: ["8f5b2c11-0000-4000-8000-000000000001"] });
      await stack.config.set("backupId", backup.id);
      const refused = await stack.preview({ mayFail: true });
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain(
        `- backup ${backup.id} has already been used for image 8f5b2c11-0000-4000-8000-000000000001; a backup serves one full-ECS image`,
      );

      cloud.patchBackup(backup.id, { osImagesData: [] });
      await stack.up();
      expect(cloud.backups()).toMatchObject([{ osImagesData: [cloud.images()[0]?.id] }]);
      await stack.preview({ expectNoChanges: true });
      await stack.config.set("cloudimages:owner", "somebody else");
      await stack.up(); // its mark is written anew
      await stack.preview({ expectNoChanges: true });
    },
  );
});
