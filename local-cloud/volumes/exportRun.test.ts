import { type LocalCloud, startCloud } from "../index";
import { type Client, signIn, virtualClock } from "../testing/testClient";

const profiles = ["otc", "otc-swiss", "huaweicloud"] as const;
const clock = virtualClock();
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startCloud({ clock });
});
afterAll(() => cloud.close());

const exportVolume = (client: Client, volumeId: string, fields: object = {}) =>
  client.send("POST", `${cloud.endpoints.evs}/v2/${client.projectId}/volumes/${volumeId}/action`, {
    "os-volume_upload_image": { image_name: "img", ...fields },
  });
const find = async (client: Client, id: string) =>
  (await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages?id=${id}`)).body.images[0];
const volumeStatus = async (client: Client, id: string) =>
  (await client.send("GET", `${cloud.endpoints.evs}/v2/${client.projectId}/cloudvolumes/${id}`)).body.volume
    .status;

describe.each(profiles)("an export on %s", (profile) => {
  test("goes through queued and saving to active, is listed late, and frees the volume after the image", async () => {
    const client = await signIn(cloud, profile);
    const volume = cloud.addVolume({ profile, sizeGiB: 20, name: "v" });
    const accepted = await exportVolume(client, volume.id, { disk_format: "qcow2", __os_type: "windows" });
    expect(accepted.status).toBe(202);
    const { image_id: id, ...answer } = accepted.body["os-volume_upload_image"];
    expect(answer).toMatchObject({
      id: volume.id,
      status: "uploading",
      size: 20,
      image_name: "img",
      container_format: "bare",
      disk_format: "qcow2",
      display_description: "",
      volume_type: { name: "SSD", description: "None", extra_specs: {} },
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
    });
    expect(await find(client, id)).toBeUndefined();
    expect((await client.send("GET", `${cloud.endpoints.ims}/v2/images/${id}`)).status).toBe(404);
    expect(await volumeStatus(client, volume.id)).toBe("uploading");
    clock.advance(2);
    expect(await find(client, id)).toMatchObject({ status: "saving", __image_size: "0" });
    clock.advance(57.9);
    expect((await find(client, id)).status).toBe("saving");
    clock.advance(0.1);
    expect(await find(client, id)).toMatchObject({
      status: "active",
      name: "img",
      min_disk: 20,
      owner: client.projectId,
      __os_type: "Windows",
      __data_origin: `volume,${volume.id}`,
      __image_size: String(Math.round(20 * 2 ** 30 * 0.4)),
      created_at: expect.stringMatching(/Z$/),
      tags: [],
    });
    expect(await volumeStatus(client, volume.id)).toBe("uploading");
    clock.advance(1);
    expect(await volumeStatus(client, volume.id)).toBe("available");
  });
});

test("the volume stays `uploading` for as long as is set after the image is active", async () => {
  const client = await signIn(cloud, "otc");
  const { id } = cloud.addVolume({ export: { exportSeconds: 10, releaseSeconds: 30 } });
  await exportVolume(client, id);
  clock.advance(39.9);
  expect(await volumeStatus(client, id)).toBe("uploading");
  clock.advance(0.1);
  expect(await volumeStatus(client, id)).toBe("available");
});

test("an image can be seen in `queued` when it is listed early", async () => {
  const client = await signIn(cloud, "otc");
  const volume = cloud.addVolume({ export: { listDelaySeconds: 0 } });
  const { image_id: id } = (await exportVolume(client, volume.id)).body["os-volume_upload_image"];
  expect((await find(client, id)).status).toBe("queued");
});

test("a second export of a volume that is uploading is refused", async () => {
  const client = await signIn(cloud, "otc");
  const volume = cloud.addVolume();
  await exportVolume(client, volume.id);
  const second = await exportVolume(client, volume.id);
  expect(second.status).toBe(400);
  expect(second.body.badRequest).toMatchObject({
    code: "EVS.5400",
    message: expect.stringContaining("must be available"),
  });
});

test.each([
  ["killed", "killed"],
  ["gone", undefined],
  ["stuck", "saving"],
  ["deactivated", "deactivated"],
] as const)("an export that ends %s leaves the image %s and frees the volume", async (outcome, status) => {
  const client = await signIn(cloud, "otc");
  const volume = cloud.addVolume({ export: { outcome, exportSeconds: 10 } });
  const { image_id: id } = (await exportVolume(client, volume.id)).body["os-volume_upload_image"];
  clock.advance(9);
  expect((await find(client, id)).status).toBe("saving");
  clock.advance(2);
  expect((await find(client, id))?.status).toBe(status);
  expect(await volumeStatus(client, volume.id)).toBe("available");
});

test("a volume with attachments is exported only by force, and is in use again afterwards", async () => {
  const client = await signIn(cloud, "otc");
  const volume = cloud.addVolume({ attachments: [{ server_id: "s", device: "/dev/vda" }] });
  expect((await exportVolume(client, volume.id)).status).toBe(400);
  expect((await exportVolume(client, volume.id, { force: true })).status).toBe(202);
  clock.advance(100);
  expect(await volumeStatus(client, volume.id)).toBe("in-use");
});

test("the operating system of the volume's own metadata wins", async () => {
  const client = await signIn(cloud, "otc");
  const volume = cloud.addVolume({ imageMetadata: { __os_type: "Windows" } });
  await exportVolume(client, volume.id, { __os_type: "linux" });
  expect(cloud.images().find(({ volumeId }) => volumeId === volume.id)).toMatchObject({
    __os_type: "Windows",
    listed: false,
  });
});

test("ten times the speed takes a tenth of the time", async () => {
  const fast = await startCloud({ clock, speed: 10 });
  const client = await signIn(fast, "otc");
  const volume = fast.addVolume();
  const url = `${fast.endpoints.evs}/v3/${client.projectId}/volumes/${volume.id}/action`;
  await client.send("POST", url, { "os-volume_upload_image": { image_name: "img" } });
  clock.advance(5.9);
  expect(fast.images()[0]?.status).toBe("saving");
  clock.advance(0.1);
  expect(fast.images()[0]?.status).toBe("active");
  await fast.close();
});
