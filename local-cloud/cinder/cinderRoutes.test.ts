import { type LocalCloud, startCloud } from "../index";
import { type Client, send, signIn, virtualClock } from "../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "openstack");
});
afterEach(() => cloud.close());

const volume = (fields = {}) => cloud.addVolume({ profile: "openstack", ...fields });
const cinder = (method: string, path: string, body?: unknown, version?: string) =>
  client.send(
    method,
    `${cloud.endpoints.cinder}/v3/${client.projectId}${path}`,
    body,
    version ? { "openstack-api-version": `volume ${version}` } : {},
  );
const upload = (id: string, fields: object, version?: string) =>
  cinder("POST", `/volumes/${id}/action`, { "os-volume_upload_image": fields }, version);
const glance = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  client.send(method, `${cloud.endpoints.glance}/v2/images${path}`, body, headers);
const status = async (id: string) => (await cinder("GET", `/volumes/${id}`)).body.volume.status;

test("an export is in Glance at once and frees the volume after the image is active", async () => {
  const { id } = volume({ sizeGiB: 1 });
  const accepted = await upload(id, { image_name: "tmpl", disk_format: "qcow2", protected: "False" }, "3.70");
  expect(accepted.status).toBe(202);
  expect(accepted.headers.get("openstack-api-version")).toBe("volume 3.70");
  const { image_id: imageId, ...answer } = accepted.body["os-volume_upload_image"];
  expect(answer).toMatchObject({
    id,
    status: "uploading",
    image_name: "tmpl",
    visibility: "private",
    protected: false,
    disk_format: "qcow2",
    volume_type: { name: "__DEFAULT__", qos_specs_id: null },
  });
  expect((await glance("GET", `/${imageId}`)).body).toMatchObject({
    status: "queued",
    size: null,
    checksum: null,
  });
  clock.advance(2);
  expect((await glance("GET", `/${imageId}`)).body.status).toBe("saving");
  clock.advance(58);
  expect((await glance("GET", `/${imageId}`)).body).toMatchObject({
    status: "active",
    size: Math.round(2 ** 30 * 0.4),
    virtual_size: 2 ** 30,
    os_hash_algo: "sha512",
    min_disk: 0,
  });
  expect(await status(id)).toBe("uploading");
  clock.advance(1);
  expect(await status(id)).toBe("available");
});

describe("Cinder refuses", () => {
  test.each([
    ["OTC's __os_type", { image_name: "a", __os_type: "linux" }, "Additional properties are not allowed"],
    [
      "visibility below 3.1",
      { image_name: "a", visibility: "private" },
      "Additional properties are not allowed",
    ],
    ["OTC's zvhd2", { image_name: "a", disk_format: "zvhd2" }, "disk_format. Value: zvhd2"],
    ["a name of 256 characters", { image_name: "a".repeat(256) }, "image_name"],
    ["a missing name", {}, "'image_name' is a required property"],
    [
      "a container that Glance does not know",
      { image_name: "a", container_format: "box" },
      "Unable to set 'container_format' to 'box'",
    ],
  ])("%s with a 400", async (_what, fields, text) => {
    const { status: code, body } = await upload(volume().id, fields);
    expect([code, body.badRequest.code]).toEqual([400, 400]);
    expect(body.badRequest.message).toContain(text);
    expect(cloud.images()).toEqual([]);
  });

  test("a version that it does not speak with 406", async () => {
    const { status: code, body } = await cinder("GET", "/volumes/detail", undefined, "3.99");
    expect([code, body.computeFault.message]).toEqual([
      406,
      "Version 3.99 is not supported by the API. Minimum is 3.0 and maximum is 3.70.",
    ]);
  });

  test("a busy volume, also by force unless the operator allows that", async () => {
    const { id } = volume({ attachments: [{ server_id: "s", device: "/dev/vdb" }] });
    const refused = await upload(id, { image_name: "a", force: true });
    expect(refused.body.badRequest.message).toBe(`Invalid volume: Volume ${id} status must be available`);
    cloud.configure({ enableForceUpload: true });
    expect((await upload(id, { image_name: "a", force: true })).status).toBe(202);
  });

  test("a compressed image unless the operator allows that, when Glance has made it already", async () => {
    const { id } = volume();
    const compressed = { image_name: "a", container_format: "compressed" };
    expect((await upload(id, compressed)).body.badRequest).toEqual({
      code: 400,
      message: "Image compression upload disallowed, but container_format is compressed",
    });
    expect(cloud.images()).toMatchObject([{ name: "a", status: "queued" }]);
    expect((await cinder("GET", `/volumes/${id}`)).body.volume.status).toBe("available");
    cloud.configure({ allowCompression: true });
    expect((await upload(id, compressed)).status).toBe(202);
  });

  test("unknown volumes, foreign projects, unknown actions and broken bodies as observed", async () => {
    expect((await upload("nope", { image_name: "a" })).body).toEqual({
      itemNotFound: { code: 404, message: "Volume nope could not be found." },
    });
    const foreign = await client.send("GET", `${cloud.endpoints.cinder}/v3/${"0".repeat(32)}/volumes/detail`);
    expect(foreign.body.badRequest.message).toBe("Malformed request url");
    const { id } = volume();
    expect(
      (await cinder("POST", `/volumes/${id}/action`, { "os-nope": {} })).body.badRequest.message,
    ).toContain("os-nope");
    expect((await cinder("POST", `/volumes/${id}/action`, "{")).body.badRequest.message).toBe(
      "Malformed request body",
    );
  });

  test("a bad token with the middleware's JSON", async () => {
    const reply = await send("GET", `${cloud.endpoints.cinder}/v3/${client.projectId}/volumes/detail`);
    expect([reply.status, reply.body.error.title]).toEqual([401, "Unauthorized"]);
    expect(reply.headers.get("x-openstack-request-id")).toMatch(/^req-[0-9a-f-]{36}$/);
  });
});

test("an image deleted while saving is gone at once, the volume stays busy, and Cinder says why later", async () => {
  const { id } = volume();
  const { image_id: imageId } = (await upload(id, { image_name: "a" })).body["os-volume_upload_image"];
  clock.advance(10);
  expect((await glance("DELETE", `/${imageId}`)).status).toBe(204);
  expect((await glance("GET", `/${imageId}`)).status).toBe(404);
  expect(await status(id)).toBe("uploading");
  clock.advance(51);
  expect(await status(id)).toBe("available");
  const { body } = await cinder("GET", `/messages?resource_uuid=${id}`, undefined, "3.70");
  expect(body.messages[0].event_id).toBe("VOLUME_VOLUME_003_004");
});

test("Cinder and Glance say which versions they have, to anybody at their roots", async () => {
  const cinderRoot = await send("GET", `${cloud.endpoints.cinder}/`);
  expect([cinderRoot.status, cinderRoot.body.versions[0].version]).toEqual([300, "3.70"]);
  expect((await client.send("GET", `${cloud.endpoints.cinder}/v3/`)).status).toBe(200);
  const glanceRoot = await send("GET", `${cloud.endpoints.glance}/`);
  expect([glanceRoot.status, glanceRoot.body.versions[0].id]).toEqual([300, "v2.15"]);
  expect((await send("GET", `${cloud.endpoints.glance}/versions`)).status).toBe(200);
});
