import { type LocalCloud, startCloud } from "../index";
import { type Client, signIn } from "../testing/testClient";

let cloud: LocalCloud;
let otc: Client;
let huawei: Client;
beforeAll(async () => {
  cloud = await startCloud();
  otc = await signIn(cloud, "otc");
  huawei = await signIn(cloud, "huaweicloud");
});
afterAll(() => cloud.close());

const url = (client: Client, id: string) =>
  `${cloud.endpoints.evs}/v2/${client.projectId}/volumes/${id}/action`;
const upload = (client: Client, id: string, fields: object) =>
  client.send("POST", url(client, id), { "os-volume_upload_image": fields });

test.each([
  ["no name", {}],
  ["an empty name", { image_name: "" }],
  ["a name of 129 characters", { image_name: "a".repeat(129) }],
  ["a name that begins with a blank", { image_name: " a" }],
  ["a name that ends with a blank", { image_name: "a " }],
  ["a slash in the name", { image_name: "a/b" }],
  ["Chinese letters in the name", { image_name: "镜像" }],
  ["a line break at the end of the name", { image_name: "a\n" }],
  ["an unknown field", { image_name: "a", visibility: "private" }],
  ["force as text", { image_name: "a", force: "true" }],
  ["an unknown disk format", { image_name: "a", disk_format: "vmdk" }],
  ["an unknown container format", { image_name: "a", container_format: "docker" }],
  ["an operating system in capitals", { image_name: "a", __os_type: "Linux" }],
])("OTC refuses %s with EVS.5400 and starts nothing", async (_what, fields) => {
  const volume = cloud.addVolume();
  const { status, body } = await upload(otc, volume.id, fields);
  expect([status, body.badRequest.code]).toEqual([400, "EVS.5400"]);
  expect(cloud.images()).toEqual([]);
});

test("Huawei Cloud takes Chinese letters", async () => {
  const volume = cloud.addVolume({ profile: "huaweicloud" });
  expect((await upload(huawei, volume.id, { image_name: "镜像 1" })).status).toBe(202);
});

test("Huawei Cloud refuses a disk above 1024 GB, OTC takes it", async () => {
  const large = { sizeGiB: 1025 };
  const refused = cloud.addVolume({ profile: "huaweicloud", ...large });
  expect((await upload(huawei, refused.id, { image_name: "a" })).status).toBe(400);
  expect((await upload(otc, cloud.addVolume(large).id, { image_name: "a" })).status).toBe(202);
});

test("another content type is 415, broken JSON and an unknown action are 400", async () => {
  const { id } = cloud.addVolume();
  const plain = await otc.send("POST", url(otc, id), "{}", { "content-type": "text/plain" });
  expect([plain.status, Object.keys(plain.body)]).toEqual([415, ["badMediaType"]]);
  expect((await otc.send("POST", url(otc, id), "{")).body.badRequest.message).toBe("Malformed request body.");
  expect((await otc.send("POST", url(otc, id), { "os-nope": {} })).body.badRequest.message).toContain(
    "no such action",
  );
});

test("the volume of another project, or none at all, is 404", async () => {
  const other = cloud.addVolume({ project: "eu-de_other" });
  for (const id of [other.id, "nope"]) {
    const { status, body } = await upload(otc, id, { image_name: "a" });
    expect([status, body.itemNotFound.code]).toEqual([404, "EVS.5404"]);
  }
});

test("a path of another project is malformed", async () => {
  const { status, body } = await otc.send(
    "GET",
    `${cloud.endpoints.evs}/v2/${huawei.projectId}/volumes/detail`,
  );
  expect([status, body.badRequest]).toEqual([400, { message: "Malformed request url", code: "EVS.5400" }]);
});

test("a volume looks the same on every path, with times that have no zone", async () => {
  const volume = cloud.addVolume({ name: "one", sizeGiB: 7 });
  const base = `${cloud.endpoints.evs}`;
  const paths = ["v2/P/volumes/", "v3/P/volumes/", "v2/P/cloudvolumes/", "v2/P/os-vendor-volumes/"];
  for (const path of paths) {
    const { body } = await otc.send("GET", `${base}/${path.replace("P", otc.projectId)}${volume.id}`);
    expect(body.volume).toMatchObject({ id: volume.id, size: 7, bootable: "false", volume_type: "SSD" });
    expect(body.volume.created_at).not.toMatch(/Z$/);
  }
  const { body } = await otc.send("GET", `${base}/v2/${otc.projectId}/volumes/detail?name=one`);
  expect(body.volumes).toHaveLength(1);
});

test("an unknown path is APIGW.0101", async () => {
  const { status, body } = await otc.send("GET", `${cloud.endpoints.evs}/v2/nothing`);
  expect([status, body.error_code]).toEqual([404, "APIGW.0101"]);
});
