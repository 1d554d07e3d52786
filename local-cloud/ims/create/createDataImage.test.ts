import { type LocalCloud, startCloud } from "../../index";
import { type Client, signIn, virtualClock } from "../../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "otc");
  cloud.addBucket({ name: "lab" });
  cloud.addObject({ bucket: "lab", key: "exports/d.qcow2", sizeBytes: 5 });
});
afterEach(() => cloud.close());

const valid = { name: "d", image_url: "lab:exports/d.qcow2", min_disk: 40 };
const send = (body: unknown, headers?: Record<string, string>) =>
  client.send("POST", `${cloud.endpoints.ims}/v1/cloudimages/dataimages/action`, body, headers);
const refusal = async (changes: object): Promise<string> => {
  const reply = await send({ ...valid, ...changes });
  expect([reply.status, cloud.jobs()]).toEqual([400, []]);
  return reply.body.error.code;
};

test("a data image names its origin", async () => {
  const cmk_id = "7b0b1d55-0000-4000-8000-00000000c3c3";
  const image_tags = [{ key: " team ", value: "lab 1" }];
  const enterprise_project_id = "1b0b1d55-0000-4000-8000-00000000c3c3";
  const reply = await send({
    ...valid,
    description: "a disk",
    os_type: "Windows",
    cmk_id,
    image_tags,
    enterprise_project_id,
  });
  expect(reply.body).toEqual({ job_id: cloud.jobs()[0]?.id });
  clock.advance(60);
  const { images } = (await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages`)).body;
  expect(images[0]).toMatchObject({
    name: "d",
    status: "active",
    virtual_env_type: "DataImage",
    min_disk: 40,
    min_ram: 0,
    max_ram: "",
    __description: "a disk",
    __os_type: "Windows",
    __image_size: "5",
    __root_origin: "file",
    __data_origin: "file,lab:exports/d.qcow2",
    __system__cmkid: cmk_id,
    enterprise_project_id,
    tags: ["team=lab 1"],
  });
  expect(images[0].__whole_image).toBeUndefined();
});

test.each([
  [{ image_url: "exports/d.qcow2" }, "IMG.0017"],
  [{ image_url: "lab:" }, "IMG.0017"],
  [{ image_url: undefined }, "IMG.0017"],
  [{ image_url: ":d" }, "IMG.0068"],
  [{ image_url: "lab:exports/my disk" }, "IMG.0175"],
  [{ image_url: "other:d" }, "IMG.0069"],
  [{ image_url: "lab:d" }, "IMG.0057"],
  [{ min_disk: 0 }, "IMG.0055"],
  [{ min_disk: 2049 }, "IMG.0055"],
  [{ min_disk: "40" }, "IMG.0055"],
  [{ min_disk: undefined }, "IMG.0055"],
  [{ os_type: "linux" }, "IMG.0122"],
  [{ cmk_id: "key" }, "IMG.0095"],
  [{ name: undefined }, "IMG.0013"],
  [{ name: "a".repeat(129) }, "IMG.0002"],
  [{ name: " a" }, "IMG.0003"],
  [{ name: "ä" }, "IMG.0003"],
  [{ description: "a".repeat(1025) }, "IMG.0004"],
  [{ description: "<b>" }, "IMG.0054"],
  [{ tags: ["a=b"] }, "IMG.0115"],
  [{ tags: ["a.b.c"] }, "IMG.0115"],
  [{ tags: ["a.b", "a.c"] }, "IMG.0115"],
  [{ tags: "a.b" }, "IMG.0115"],
  [{ image_tags: [{ key: "a" }] }, "IMG.0115"],
  [{ image_tags: [{ key: "a", value: "b".repeat(44) }] }, "IMG.0115"],
  [{ tags: [], image_tags: [] }, "IMG.0115"],
  [{ tags: Array.from({ length: 11 }, (_, n) => `k${n}.v`) }, "IMG.0116"],
  [{ enterprise_project_id: "mine" }, "IMG.0155"],
  [{ min_ram: 3 }, "IMG.0001"],
  [{ vault_id: "v" }, "IMG.0001"],
])("%j is refused with %s", async (changes, code) => {
  expect(await refusal(changes)).toBe(code);
});

test("buckets of other regions, projects and classes, and files that are empty or too large, are refused", async () => {
  cloud.addBucket({ name: "far", region: "eu-nl" });
  cloud.addBucket({ name: "foreign", project: "eu-de_other" });
  cloud.addBucket({ name: "cold", storageClass: "COLD" });
  for (const bucket of ["far", "foreign", "cold"]) cloud.addObject({ bucket, key: "d" });
  cloud.addObject({ bucket: "lab", key: "empty", sizeBytes: 0 });
  cloud.addObject({ bucket: "lab", key: "large", sizeBytes: 128 * 2 ** 30 + 1 });
  cloud.addObject({ bucket: "lab", key: "warm", storageClass: "WARM" });
  const codes = [];
  for (const image_url of ["far:d", "foreign:d", "cold:d", "lab:empty", "lab:large", "lab:warm"])
    codes.push(await refusal({ image_url }));
  expect(codes).toEqual(["IMG.0058", "IMG.0069", "IMG.0057", "IMG.0057", "IMG.0059", "IMG.0057"]);
});

test("a key that KMS does not have is refused", async () => {
  cloud.configure({ kmsKeys: ["7b0b1d55-0000-4000-8000-00000000c3c3"] });
  expect(await refusal({ cmk_id: "8b0b1d55-0000-4000-8000-00000000c3c3" })).toBe("IMG.0095");
  expect((await send({ ...valid, cmk_id: "7b0b1d55-0000-4000-8000-00000000c3c3" })).status).toBe(200);
});

test("bodies that are empty, no JSON or of another media type are refused", async () => {
  const form = { "content-type": "text/plain" };
  expect((await send("{}")).body.error.code).toBe("IMG.0007");
  expect((await send("[]")).body.error.code).toBe("IMG.0001");
  expect((await send("{")).body.error.code).toBe("IMG.0001");
  expect((await send(valid, form)).status).toBe(415);
  expect((await send("", { "content-type": "application/json" })).body.error.code).toBe("IMG.0007");
});

test("the quota is shown and enforced, and counts images that are still being created", async () => {
  cloud.configure({ imageQuota: 1 });
  expect((await send(valid)).status).toBe(200);
  const reply = await send(valid);
  expect([reply.status, reply.body.error.code]).toEqual([400, "IMG.0015"]);
  const quota = await client.send("GET", `${cloud.endpoints.ims}/v1/cloudimages/quota`);
  expect(quota.body.quotas.resources[0]).toMatchObject({ type: "image", used: 1, quota: 1 });
});

test("profiles differ: Chinese names and no Windows on Huawei Cloud, no enterprise projects in eu-ch2", async () => {
  for (const profile of ["huaweicloud", "otc-swiss"] as const) {
    cloud.addBucket({ name: profile, profile });
    cloud.addObject({ bucket: profile, key: "d" });
  }
  client = await signIn(cloud, "huaweicloud");
  const there = { image_url: "huaweicloud:d" };
  expect(await refusal({ ...there, os_type: "Windows" })).toBe("IMG.0122");
  expect((await send({ ...valid, ...there, name: "数据" })).status).toBe(200);
  cloud.removeJob(cloud.jobs()[0]?.id ?? "");
  client = await signIn(cloud, "otc-swiss");
  const swiss = { image_url: "otc-swiss:d" };
  expect(await refusal({ ...swiss, enterprise_project_id: "0" })).toBe("IMG.0001");
  expect((await send({ ...valid, ...swiss })).status).toBe(200);
});
