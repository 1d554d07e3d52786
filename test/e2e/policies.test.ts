import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../whole";
import type { Stack } from "./engine";
import { reportsIn } from "./policyReports";
import { openStory } from "./story";

const examples = path.resolve(__dirname, "../../examples");

/** As users write it, in the folder of their program. */
const pack = "node_modules/pulumi-cloud-images/policy-pack";

const configured = {
  "name-pattern": { pattern: "^[a-z-]+$" },
  "require-tags": { keys: ["team"], values: { team: ["web"] }, defaults: { team: "web" } },
  "protect-production": { stacks: "^test$" }, // the name of every stack here
  "allowed-clouds": { clouds: ["otc", "zstack"] },
  "allowed-regions": { regions: ["eu-de"] },
  "allowed-buckets": { buckets: ["exports"] },
  "allowed-formats": { disk: ["zvhd2", "qcow2"] },
  "limit-images": { enforcementLevel: "mandatory", atMost: 4 },
};

const program = (...lines: string[]) =>
  [
    `import * as pulumi from "@pulumi/pulumi";`,
    `import { DataImage, DataVolumeTemplate, FullEcsImage, VolumeImage } from "pulumi-cloud-images";`,
    `const config = new pulumi.Config(), volumeId = config.require("volumeId");`,
    `const id = "16369c5d-384d-4e64-b37a-56d898769362", uuid = "6c8c6b0ea9844ff3bc58cc46b2fde6ce";`,
    ...lines,
  ].join("\n");

const quiet = { "cloudimages:preflight": "off" };

function withPolicies({ project }: Stack, config: object): string[] {
  const file = path.join(project, "policies.json");
  writeFileSync(file, JSON.stringify(config));
  return ["--policy-pack", pack, "--policy-pack-config", file];
}

/** Without --diff, which prints policies in a form of its own. */
const previewWith = (stack: Stack, args: string[]) => stack.run(["preview"], { args, mayFail: true });

test("a preview of a program that breaks every rule fails, and says of each what is wrong and how to mend it", async () => {
  const { stack, cloud } = await openStory({
    program: program(
      `new VolumeImage("Golden", { volumeId, force: true, diskFormat: "raw", timeouts: { create: "1m" } });`,
      `new VolumeImage("open", { volumeId, cloud: "openstack", visibility: "public", description: "password=hunter2" });`,
      `new FullEcsImage("server", { source: { cbrBackupId: id }, deleteBackup: true, tags: { team: pulumi.secret("hidden") } });`,
      `new DataImage("data", { source: { bucket: "uploads", object: "data.vhd" }, minDiskGiB: 40 });`,
      `new DataVolumeTemplate("template", { cloud: "zstack", snapshotUuid: uuid, backupStorageUuids: [uuid], expunge: true });`,
    ),
    config: quiet,
  });

  const preview = await previewWith(stack, withPolicies(stack, configured));

  expect(preview.code).not.toBe(0);
  const notProtected = 'the stack "test" is production, and the image is not protected';
  const notSet = "diskFormat is not set, and the default of the cloud";
  expect(reportsIn(preview.text)).toEqual([
    "mandatory no-credentials open: description looks like a credential by its label",
    'mandatory private-visibility open: visibility is not "private"',
    'mandatory allowed-buckets data: source.bucket is not "exports"',
    'mandatory allowed-clouds open: the cloud is "openstack", not "otc" or "zstack"',
    'mandatory allowed-regions open: the region of the cloud "openstack" is "RegionOne", not "eu-de"',
    "mandatory keep-backup server: deleteBackup is true",
    "mandatory no-force Golden: force is true",
    `mandatory protect-production data: ${notProtected}`,
    `mandatory protect-production template: ${notProtected}`,
    `mandatory protect-production server: ${notProtected}`,
    `mandatory protect-production Golden: ${notProtected}`,
    `mandatory protect-production open: ${notProtected}`,
    "mandatory limit-images e2e-test: the stack has more than 4 images: 5",
    "mandatory require-tags data: tags.team is missing",
    'mandatory require-tags template: userTags "team=…" is missing',
    'mandatory require-tags server: tags.team is not "web"',
    "mandatory require-tags Golden: tags.team is missing",
    "mandatory require-tags open: tags.team is missing",
    'mandatory allowed-formats data: source.object does not end in ".zvhd2" or ".qcow2"',
    'mandatory allowed-formats Golden: diskFormat is not "zvhd2" or "qcow2"',
    `mandatory allowed-formats open: ${notSet} "openstack" is "raw", not "zvhd2" or "qcow2"`,
    "advisory require-encryption-key data: cmkId is missing",
    "advisory no-expunge template: expunge is true",
    'advisory distinct-sources open: "open" and "Golden" are made from the same volume',
    "advisory name-pattern Golden: name does not fit ^[a-z-]+$",
    "advisory require-description data: description is missing",
    "advisory require-description template: description is missing",
    "advisory require-description server: description is missing",
    "advisory require-description Golden: description is missing",
    'advisory timeout-bounds Golden: timeouts.create is shorter than "10m"',
  ]);
  expect(preview.text.slice(preview.text.indexOf("Policies:"))).not.toContain("hunter2");
  expect(preview.text).not.toContain("hidden"); // the engine hands it to the rules like everything else
  expect(cloud.requests()).toEqual([]);
});

test("a compliant program passes, what is missing is mended, and an image that has grown old is reported", async () => {
  const { stack, cloud } = await openStory({
    program: program(
      `const tags = { note: config.requireSecret("note") };`,
      `const golden = new VolumeImage("golden", { volumeId, tags }, { protect: true });`,
      `VolumeImage.get("Found", golden.imageId);`, // no image of ours: no rule is about it
    ),
    config: quiet,
    secretConfig: { note: "hidden" },
  });
  const args = withPolicies(stack, {
    ...configured,
    "require-tags": { ...configured["require-tags"], enforcementLevel: "remediate" },
    "require-description": { text: "{name} of {project}", enforcementLevel: "remediate" },
    "limit-images": { enforcementLevel: "mandatory", atMost: 1 },
  });
  const mended = ["remediate require-description 1 resource", "remediate require-tags 1 resource"];

  expect(reportsIn((await stack.up({ args })).text)).toEqual(mended);
  expect(cloud.images()).toMatchObject([{ __description: "golden of e2e" }]);
  expect(cloud.images()[0]).toMatchObject({ tags: expect.arrayContaining(["note=hidden", "team=web"]) });
  const state = await stack.export();
  expect((await stack.preview({ args, expectNoChanges: true })).code).toBe(0);

  const golden = state.deployment.resources.find(({ urn }: { urn: string }) => urn.endsWith("::golden"));
  expect(JSON.stringify(golden)).not.toContain("hidden"); // what was secret stays so when a rule adds a tag beside it
  golden.outputs.createdAt = new Date(Date.now() - 100.5 * 86_400_000).toISOString();
  const file = path.join(stack.project, "state.json");
  writeFileSync(file, JSON.stringify(state));
  await stack.run(["stack", "import", "--file", file]);
  expect(reportsIn((await previewWith(stack, args)).text)).toEqual([
    ...mended,
    'advisory report-old-images golden: "golden" is 100 days old, more than 90',
  ]);
});

testInWhole(
  "what is unknown in a preview hides no mistake beside it, and a secret name gets into no description",
  async () => {
    const { stack } = await openStory({
      program: program(
        `const golden = new VolumeImage("golden", { volumeId, tags: { team: "web", cost: "42" }, description: "Base" });`,
        `new VolumeImage("copy", { volumeId, tags: { team: golden.imageId }, name: pulumi.secret("hidden") });`,
      ),
      config: quiet,
    });
    const args = withPolicies(stack, {
      "require-tags": { keys: ["team", "cost"], values: { team: ["web"] } },
      "require-description": { text: "{name}", enforcementLevel: "remediate" },
      "distinct-sources": "disabled",
    });

    const { code, text } = await previewWith(stack, args);

    expect(code).not.toBe(0);
    expect(reportsIn(text)).toEqual([
      "mandatory require-tags copy: tags.cost is missing",
      "mandatory require-description copy: description is missing",
      "advisory require-tags copy: not judged: string value at .tags.team can't be known during preview",
    ]);
    expect(text).not.toContain("hidden");
  },
);

test("a team's own pack has a rule of its own and changed ones of the package, and notices what is misspelt in its configuration", async () => {
  const { stack } = await openStory({
    program: program(
      `new VolumeImage("golden", { volumeId, force: true, tags: { team: "erp", expires: "2020-01-01" } });`,
    ),
    config: quiet,
  });
  const own = path.join(stack.project, "own-pack");
  cpSync(path.join(examples, "policy-pack"), own, { recursive: true });
  const file = path.join(stack.project, "own.json");
  const previewOwn = (config: object) => {
    writeFileSync(file, JSON.stringify(config));
    return previewWith(stack, ["--policy-pack", own, "--policy-pack-config", file]);
  };

  const { code, text } = await previewOwn({
    "no-forc": "disabled",
    "no-credentials": { enforcmentLevel: "advisory" },
    expires: { atMostDays: 30 },
  });
  expect(code).not.toBe(0);
  for (const said of [
    "[mandatory]  expires  (pulumi-nodejs:dynamic/cloudimages:VolumeImage: golden)",
    "tags.expires is no day within the next 30 days",
    "[mandatory] [severity: medium]  require-tags",
    'tags.team is not "platform" or "lab"',
    "[advisory] [severity: high]  no-force",
    'the pack has no policy "no-forc": did you mean no-force? (known: expires, require-tags, no-force, ',
    'no-credentials: there is no setting "enforcmentLevel": did you mean enforcementLevel?',
  ])
    expect(text).toContain(said);

  // With settings alone, the engine refuses it before a pack hears of it (docs/vendors/pulumi.md#policy-packs).
  const refused = await previewOwn({ "no-forc": { taken: true } });
  expect(refused.code).not.toBe(0);
  expect(refused.text).toMatch(/configuring policy pack "platform-team" at .*: invalid enforcement level ""/);
});

testInWhole("the configuration on the page is right; one that is wrong is said to be", async () => {
  const { stack } = await openStory({
    program: program(`new VolumeImage("golden", { volumeId, force: true });`),
    config: quiet,
  });
  const example = path.join(examples, "policies.json");
  const inReadme = await previewWith(stack, ["--policy-pack", pack, "--policy-pack-config", example]);
  expect(reportsIn(inReadme.text)).toEqual([
    "remediate require-tags 1 resource",
    "mandatory no-force golden: force is true",
    "advisory require-description golden: description is missing",
  ]);

  const misspelt = withPolicies(stack, { "no-force": "disabled", "limit-images": { most: 1 } });
  const shown = await previewWith(stack, misspelt);
  expect(shown.text).toContain(
    'policy configuration of limit-images: there is no setting "most"; known: atMost',
  );
  const mistyped = withPolicies(stack, { "limit-images": { atMost: "few" } });
  const refused = await previewWith(stack, mistyped);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("limit-images: atMost: Invalid type. Expected: integer, given: string");
});
