import { createStack, type Stack } from "../e2e/engine";
import { golden } from "../e2e/program";
import { type Lab, openLab } from "./lab";
import { type Recorder, record } from "./recorder";

let lab: Lab;
let stack: Stack | undefined;
let recorders: Recorder[] = [];
const calls: string[] = [];

beforeAll(async () => {
  lab = await openLab();
  const services = [lab.identity, lab.image, lab.volume].map((url) => new URL(url).origin);
  recorders = await Promise.all(services.map((origin) => record(origin, (call) => calls.push(call))));
});

afterAll(async () => {
  stack?.dispose();
  await Promise.all(recorders.map((recorder) => recorder.close()));
});

/** The lab as an entry of clouds.yaml, its services reached through the recorders. */
function cloudsYaml(): string {
  const [identity, image, volume] = recorders.map(({ url }) => url);
  const { OS_USERNAME: username, OS_PASSWORD: password, OS_PROJECT_NAME: project_name } = process.env;
  const domains = { user_domain_id: "default", project_domain_id: "default" };
  const lab = {
    profile: "openstack",
    region_name: "RegionOne",
    auth: { auth_url: `${identity}/v3`, username, password, project_name, ...domains },
    image_endpoint_override: image,
    volume_endpoint_override: volume,
  };
  return JSON.stringify({ clouds: { lab } });
}

test("a volume of a real OpenStack becomes an image, byte for byte, and goes with the stack", async () => {
  const volumeId = await lab.createVolume(1);
  await lab.setImageMetadata(volumeId, { os_type: "windows", hw_firmware_type: "uefi", min_ram: "256" });
  stack = createStack({
    program: golden(
      `diskFormat: "raw", description: "nightly", tags: { team: "platform" }, minRamMiB: 512, osType: "linux"`,
    ),
    config: { volumeId },
    cloudsYaml: cloudsYaml(),
    env: { OS_CLOUD: "lab" },
  });

  await stack.up();
  const [image, ...others] = await lab.images();
  expect(others).toEqual([]);
  expect(image).toMatchObject({
    name: "golden",
    status: "active",
    visibility: "private",
    disk_format: "raw",
    min_ram: 512,
    description: "nightly",
    os_type: "linux",
    hw_firmware_type: "uefi",
    tags: expect.arrayContaining([
      "team=platform",
      expect.stringMatching(/^pulumi-cloud-images=[0-9a-f]{8}-[0-9a-f]{20}-[0-9a-f]{12}$/),
    ]),
  });
  expect(await lab.volumeStatus(volumeId)).toBe("available");
  const imageId = String(image?.id);
  expect(await stack.outputs()).toMatchObject({ imageId, sizeBytes: 1024 ** 3, status: "active" });
  expect(await lab.imageDigest(imageId)).toBe(await lab.volumeDigest(volumeId));
  const told = withoutRepeats(calls);
  expect(told.splice(3, 2).sort()).toEqual(preflight);
  expect(told).toEqual([
    "POST /v3/auth/tokens",
    "GET /v2/images",
    "GET /v3/{project}/volumes/{id}",
    "POST /v3/{project}/volumes/{id}/action",
    "GET /v2/images/{id}",
    "GET /v3/{project}/volumes/{id}",
    "PATCH /v2/images/{id}",
  ]);

  await stack.preview({ expectNoChanges: true });

  await lab.patchImage(imageId, [
    { op: "replace", path: "/name", value: "by hand" },
    { op: "replace", path: "/tags", value: ["team=others"] },
  ]);
  await stack.refresh();
  expect((await stack.resource("golden")).outputs).toMatchObject({
    name: "by hand",
    tags: { team: "others" },
  });
  calls.length = 0;
  await stack.up();
  expect(calls).toEqual(["POST /v3/auth/tokens", "GET /v2/images/{id}", "PATCH /v2/images/{id}"]);
  await stack.preview({ expectNoChanges: true });

  stack.setProgram(
    golden(`diskFormat: "raw", description: "weekly", tags: { team: "core" }, protected: true`),
  );
  await stack.up();
  const [changed] = await lab.images();
  expect(changed).toMatchObject({
    id: imageId,
    name: "golden",
    description: "weekly",
    protected: true,
    min_ram: 0,
    os_type: "windows", // as Cinder takes it from the volume
    hw_firmware_type: "uefi",
  });
  expect(changed?.tags).toContain("team=core");

  const refused = await stack.destroy({ mayFail: true });
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain(`image ${imageId} is protected`);
  expect(await lab.images()).toHaveLength(1);

  stack.setProgram(golden(`diskFormat: "raw", protected: false`));
  await stack.up();
  await stack.destroy();
  expect(await lab.images()).toEqual([]);
});

test("an export that runs out of time on a real OpenStack is finished by the next up", async () => {
  const volumeId = await lab.createVolume(2);
  stack = createStack({
    program: golden(`diskFormat: "raw", timeouts: { create: "3s" }`),
    config: { volumeId },
    cloudsYaml: cloudsYaml(),
    env: { OS_CLOUD: "lab" },
  });
  calls.length = 0;
  const first = await stack.up({ mayFail: true });
  expect(first.text).toContain("not finished after");
  await stack.up();
  expect(calls.filter((call) => call.startsWith("POST") && call.endsWith("/action"))).toHaveLength(1);
  const [image] = await lab.images();
  expect(image).toMatchObject({ name: "golden", status: "active" });
  expect(await lab.imageDigest(String(image?.id))).toBe(await lab.volumeDigest(volumeId));
  await stack.destroy();
  expect(await lab.images()).toEqual([]);
});

test("two exports at once are looked up by one list call, and each gets its own image", async () => {
  const volumes = [await lab.createVolume(1), await lab.createVolume(1)];
  const image = (name: string, id?: string) =>
    `new VolumeImage("${name}", { volumeId: "${id}", diskFormat: "raw" });`;
  stack = createStack({
    program: `import { VolumeImage } from "pulumi-cloud-images";\n${image("one", volumes[0])}\n${image("two", volumes[1])}\n`,
    cloudsYaml: cloudsYaml(),
    env: { OS_CLOUD: "lab" },
  });
  calls.length = 0;
  await stack.up();
  const images = await lab.images();
  expect(images.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(["one active", "two active"]);
  for (const [name, volumeId] of [
    ["one", volumes[0]],
    ["two", volumes[1]],
  ] as const) {
    const { id } = images.find((one) => one.name === name) ?? {};
    expect(await lab.imageDigest(String(id))).toBe(await lab.volumeDigest(String(volumeId)));
  }
  // Two lists look for unfinished images, one for lost ones; the others are looks at both exports (`id=in:…`).
  expect(calls.filter((call) => call === "GET /v2/images").length).toBeGreaterThan(3);
  await stack.destroy();
  expect(await lab.images()).toEqual([]);
});

/** Both at once: whether the state has lost the image, and whether its volume can be exported. */
const preflight = ["GET /v2/images", "GET /v3/{project}/volumes/{id}"];

function withoutRepeats(all: readonly string[]): string[] {
  return all.filter((call, at) => call !== all[at - 1]);
}
