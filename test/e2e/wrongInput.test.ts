import { writeFileSync } from "node:fs";
import path from "node:path";
import { testInWhole } from "../whole";
import { golden } from "./program";
import { openStory } from "./story";

test("a plan says what is wrong with each argument, and nothing is sent", async () => {
  const { stack, cloud } = await openStory({
    program: golden(
      `name: " bad<name>", diskFormat: "vmdk", visibility: "public", tags: { "a=b": "c" }, timeouts: { create: "soon" }`,
    ),
  });
  const preview = await stack.preview({ mayFail: true });
  expect(preview.code).not.toBe(0);
  expect(preview.text).toContain("an image name on Open Telekom Cloud has 1 to 128");
  expect(preview.text).toContain("one of vhd, zvhd, zvhd2, raw, qcow2");
  expect(preview.text).toContain("otc has no such setting; it exists on openstack");
  expect(preview.text).toContain("a tag's key has 1 to 36");
  expect(preview.text).toContain("timeouts.create");
  expect(cloud.requests()).toEqual([]);
});

testInWhole("a misspelt argument is an error that names it", async () => {
  const { stack } = await openStory({
    program: golden(`descripton: "typo"`).replace("const image", "// @ts-ignore\nconst image"),
  });
  const preview = await stack.preview({ mayFail: true });
  expect(preview.code).not.toBe(0);
  expect(preview.text).toMatch(/descripton.*there is no such argument/s);
});

testInWhole("a name that is Chinese is right on Huawei Cloud and wrong on Open Telekom Cloud", async () => {
  const { stack } = await openStory({ profile: "huaweicloud", program: golden(`name: "镜像-1"`) });
  await stack.preview();
  const wrong = await stack.preview({ env: { OS_CLOUD: "otc" }, mayFail: true });
  expect(wrong.text).toContain("an image name on Open Telekom Cloud");
});

testInWhole(
  "arguments that are still unknown in a preview are passed over, and checked when they are known",
  async () => {
    const { stack, cloud, volumeId } = await openStory();
    stack.setProgram(`import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
const volumeId = new pulumi.Config().require("volumeId");
const first = new VolumeImage("first", { volumeId });
const later = (text: string) => first.status.apply(() => text);
new VolumeImage("second", {
  volumeId: later(volumeId), name: later("second"), description: later("one"), force: later("x").apply(() => false),
  tags: { team: later("platform") },
});
`);
    await stack.preview();
    await stack.up();
    expect(
      cloud
        .images()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["first", "second"]);
    expect(cloud.images()).toMatchObject([{ volumeId }, { volumeId }]);
  },
);

testInWhole(
  "a cloud that clouds.yaml does not have is refused at preview with the names it has",
  async () => {
    const { stack } = await openStory({ program: golden(`cloud: "prod"`) });
    const preview = await stack.preview({ mayFail: true });
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/prod/);
    expect(preview.text).toMatch(/huaweicloud/);
  },
);

test("a volume that does not exist, or is in use, is a clear error and no create", async () => {
  const { stack, cloud, creates } = await openStory();
  cloud.patchVolume(cloud.volumes()[0]?.id ?? "", { status: "in-use" });
  const busy = await stack.up({ mayFail: true });
  expect(busy.text).toContain("cannot be exported while it is in-use");
  expect(busy.text).toContain("What to do: stop the server and detach the volume, or set `force: true`");
  await stack.config.set("volumeId", "00000000-0000-4000-8000-000000000000");
  const unknown = await stack.up({ mayFail: true });
  expect(unknown.text).toContain('cloud "otc" has no volume');
  expect(creates()).toBe(0);
});

test("a wrong password is said at once, with where to look, and is not printed", async () => {
  const { stack, cloud } = await openStory();
  const clouds = structuredClone(cloud.credentials) as Record<string, { auth: Record<string, string> }>;
  if (clouds.otc) clouds.otc.auth.password = "canary-wrong-password";
  const file = path.join(stack.project, "other-clouds.yaml");
  writeFileSync(file, JSON.stringify({ clouds }));
  const up = await stack.up({ mayFail: true, env: { OS_CLIENT_CONFIG_FILE: file } });
  expect(up.code).not.toBe(0);
  expect(up.text).toMatch(/log in to cloud "otc".*401/s);
  expect(up.text).not.toContain("canary-wrong-password");
});

test("a credential in the stack's configuration without --secret is refused with the command that mends it", async () => {
  const { stack } = await openStory();
  await stack.config.set("cloudimages:password", "plain");
  const preview = await stack.preview({ mayFail: true });
  expect(preview.code).not.toBe(0);
  expect(preview.text).toContain("pulumi config set --secret cloudimages:password");
});

testInWhole(
  "misspelt settings are warned of or stop a program, and never a refresh or a destroy",
  async () => {
    const { stack, cloud } = await openStory();
    await stack.up();
    const clouds = { otc: { ...cloud.credentials.otc, regoin_name: "eu-nl" } };
    const file = path.join(stack.project, "other-clouds.yaml");
    writeFileSync(file, JSON.stringify({ clouds }));
    const warned = await stack.preview({ env: { OS_CLIENT_CONFIG_FILE: file } });
    expect(warned.text.match(/"regoin_name" is not read: did you mean region_name\?/g)).toHaveLength(1);

    await stack.config.set("cloudimages:preflght", "error");
    for (const run of [stack.preview, stack.up]) {
      const refused = await run({ mayFail: true });
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain("there is no cloudimages:preflght: did you mean cloudimages:preflight?");
      expect(refused.text).not.toMatch(/\n\s+at /);
    }
    await stack.refresh();
    expect(cloud.images()).toHaveLength(1);
    await stack.destroy();
    expect(cloud.images()).toEqual([]);
  },
);
