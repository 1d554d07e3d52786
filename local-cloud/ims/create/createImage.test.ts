import { type LocalCloud, startCloud } from "../../index";
import { type Client, signIn, virtualClock } from "../../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "otc");
  cloud.addBucket({ name: "lab" });
  for (const key of ["system.qcow2", "data.qcow2"]) cloud.addObject({ bucket: "lab", key, sizeBytes: 5 });
});
afterEach(() => cloud.close());

const send = (body: object) => client.send("POST", `${cloud.endpoints.ims}/v2/cloudimages/action`, body);
const job = async (id: string) =>
  (await client.send("GET", `${cloud.endpoints.ims}/v1/${client.projectId}/jobs/${id}`)).body;
const image = async (id: string) =>
  (await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages?id=${id}`)).body.images[0];

/** Accepted, and a minute later done. */
async function done(body: object) {
  const reply = await send(body);
  expect([reply.status, Object.keys(reply.body)]).toEqual([200, ["job_id"]]);
  clock.advance(60);
  const ended = await job(reply.body.job_id);
  expect(ended.status).toBe("SUCCESS");
  return ended;
}

const refused = async (body: object): Promise<string> => {
  const reply = await send(body);
  expect([reply.status, cloud.jobs(), cloud.images()]).toEqual([400, [], []]);
  return reply.body.error.code;
};

describe("from a server", () => {
  test("its system disk: the job names the image", async () => {
    const server = cloud.addServer({ osType: "Windows", disks: 2 });
    const { job_type, entities } = await done({
      name: "s",
      instance_id: server.id,
      description: "a server",
      min_ram: 1024,
      max_ram: 4096,
      image_tags: [{ key: "team", value: "lab" }],
    });
    expect(job_type).toBe("imsCreateImageByInstance");
    expect(await image(entities.image_id)).toMatchObject({
      name: "s",
      status: "active",
      __description: "a server",
      virtual_env_type: "FusionCompute",
      __os_type: "Windows",
      __data_origin: `instance,${server.id}`,
      min_disk: 40,
      min_ram: 1024,
      max_ram: "4096",
      tags: ["team=lab"],
    });
  });

  test("with its data disks: a sub-job for each image", async () => {
    const { id, volumeIds } = cloud.addServer({ disks: 2 });
    const { job_type, entities } = await done({
      name: "s",
      instance_id: id,
      data_images: [{ name: "d", volume_id: volumeIds[1] }],
    });
    expect(job_type).toBe("imsVolumesToSysDataImagesJob");
    expect(entities.sub_jobs_list).toHaveLength(2);
    const names = entities.sub_jobs_result.map(
      ({ entities: { image_name } }: { entities: { image_name: string } }) => image_name,
    );
    expect(names).toEqual(["s", "d"]);
  });

  test.each<[object, object, string]>([
    [{}, { instance_id: "none" }, "IMG.0005"],
    [{ taskState: "rebooting" }, {}, "IMG.0010"],
    [{ status: "ERROR" }, {}, "IMG.0008"],
    [{ disks: 0 }, {}, "IMG.0119"],
    [{}, { name: undefined }, "IMG.0013"],
    [{}, { os_version: "CentOS 7.3 64bit" }, "IMG.0001"],
    [{}, { min_ram: 2048, max_ram: 1024 }, "IMG.0055"],
    [{}, { image_url: "lab:system.qcow2" }, "IMG.0001"],
    [{}, { data_images: [] }, "IMG.0001"],
    [{}, { tags: ["a.b"], image_tags: [{ key: "c", value: "d" }] }, "IMG.0115"],
  ])("server %j, request %j: %s", async (server, request, code) => {
    const { id } = cloud.addServer(server);
    expect(await refused({ name: "s", instance_id: id, ...request })).toBe(code);
  });

  test("not with a disk of another server", async () => {
    const [one, other] = [cloud.addServer(), cloud.addServer()];
    const data_images = [{ name: "d", volume_id: other.volumeIds[0] }];
    expect(await refused({ name: "s", instance_id: one.id, data_images })).toBe("IMG.0140");
  });
});

describe("data images from data disks", () => {
  test("the names and tags of `data_images` count, and a sub-job names each image", async () => {
    const [a, b] = [cloud.addVolume({ sizeGiB: 10 }), cloud.addVolume({ sizeGiB: 20 })];
    const { job_type, entities } = await done({
      name: "ignored",
      description: "ignored",
      data_images: [
        { name: "a", volume_id: a.id, description: "first", tags: ["team.lab"] },
        { name: "b", volume_id: b.id },
      ],
    });
    expect(job_type).toBe("imsVolumesToSysDataImagesJob");
    expect(entities.image_id).toBeUndefined();
    const [first, second] = entities.sub_jobs_result;
    expect(first).toMatchObject({ job_type: "imsCopyVolumeToImageJob", status: "SUCCESS" });
    expect(await image(first.entities.image_id)).toMatchObject({
      name: "a",
      status: "active",
      virtual_env_type: "DataImage",
      __description: "first",
      __data_origin: `volume,${a.id}`,
      min_disk: 10,
      tags: ["team=lab"],
    });
    expect(await image(second.entities.image_id)).toMatchObject({ name: "b", min_disk: 20, tags: [] });
    expect(cloud.jobs()).toHaveLength(1);
  });

  test("a volume may say how its job ends", async () => {
    const { id } = cloud.addVolume({ job: { jobSeconds: 5, jobOutcome: "failed" } });
    const { body } = await send({ data_images: [{ name: "a", volume_id: id }] });
    clock.advance(5);
    expect(await job(body.job_id)).toMatchObject({ status: "FAIL", error_code: "IMG.0022" });
    expect(cloud.images()).toEqual([]);
  });

  test.each<[object, string]>([
    [{ volume_id: "none" }, "IMG.0120"],
    [{ volume_id: undefined }, "IMG.0001"],
    [{ name: undefined }, "IMG.0001"],
    [{ name: "" }, "IMG.0003"],
    [{ tags: ["no dot"] }, "IMG.0115"],
    [{ image_tags: [] }, "IMG.0001"],
  ])("%j is %s", async (changes, code) => {
    const { id } = cloud.addVolume();
    expect(await refused({ data_images: [{ name: "a", volume_id: id, ...changes }] })).toBe(code);
  });

  test("not while the disk is exported, and not more than there is room for", async () => {
    const { id } = cloud.addVolume({ status: "uploading" });
    expect(await refused({ data_images: [{ name: "a", volume_id: id }] })).toBe("IMG.0022");
    cloud.patchVolume(id, { status: "available" });
    cloud.configure({ imageQuota: 1 });
    const both = ["a", "b"].map((name) => ({ name, volume_id: id }));
    expect(await refused({ data_images: both })).toBe("IMG.0015");
  });

  test("another project's disk does not exist", async () => {
    const { id } = cloud.addVolume({ project: "eu-de_other" });
    expect(await refused({ data_images: [{ name: "a", volume_id: id }] })).toBe("IMG.0120");
  });
});

describe("from a file in OBS", () => {
  const file = { name: "f", image_url: "lab:system.qcow2", min_disk: 10 };

  test("a system image", async () => {
    const { job_type, entities } = await done({
      ...file,
      os_type: "Linux",
      os_version: "CentOS 7.3 64bit",
      is_config: true,
      type: "BMS",
      hw_firmware_type: "uefi",
      tags: ["team.lab"],
    });
    expect(job_type).toBe("imsImportImageJob");
    expect(await image(entities.image_id)).toMatchObject({
      name: "f",
      virtual_env_type: "Ironic",
      __os_version: "CentOS 7.3 64bit",
      __is_config_init: "true",
      __data_origin: "file,lab:system.qcow2",
      hw_firmware_type: "uefi",
      min_disk: 10,
      tags: ["team=lab"],
    });
  });

  test("with data disks of files of their own, which have the system's OS type", async () => {
    const data = { image_url: "lab:data.qcow2", min_disk: 1, volume_id: "" };
    const { job_type, entities } = await done({ ...file, os_type: "Windows", data_images: [data] });
    expect(job_type).toBe("imsImportOvaImageJob");
    const { image_id } = entities.sub_jobs_result[1].entities;
    expect(await image(image_id)).toMatchObject({
      name: "f-data-1",
      virtual_env_type: "DataImage",
      __os_type: "Windows",
    });
  });

  test.each<[object, string]>([
    [{ image_url: "none:x" }, "IMG.0069"],
    [{ min_disk: undefined }, "IMG.0055"],
    [{ min_disk: 1025 }, "IMG.0055"],
    [{ os_type: "linux" }, "IMG.0122"],
    [{ type: "DataImage" }, "IMG.0024"],
    [{ hw_firmware_type: "efi" }, "IMG.0141"],
    [{ is_quick_import: true }, "IMG.0166"],
    [{ is_config: "true" }, "IMG.0001"],
    [{ cmk_id: "k" }, "IMG.0095"],
    [{ architecture: "arm" }, "IMG.0001"],
    [{ data_images: [{ image_url: "lab:data.qcow2", min_disk: 4096 }] }, "IMG.0055"],
  ])("%j is %s", async (changes, code) => {
    expect(await refused({ ...file, ...changes })).toBe(code);
  });

  test("Huawei Cloud has an architecture, and system disks from 40 GB", async () => {
    client = await signIn(cloud, "huaweicloud");
    cloud.addBucket({ profile: "huaweicloud", name: "cn" });
    cloud.addObject({ bucket: "cn", key: "x" });
    const there = { ...file, image_url: "cn:x" };
    expect(await refused(there)).toBe("IMG.0055");
    const { entities } = await done({ ...there, min_disk: 40, architecture: "arm" });
    expect(await image(entities.image_id)).toMatchObject({ __support_arm: "true" });
  });

  test("a quick import takes files of up to 1 TiB, any other of up to 128 GiB", async () => {
    cloud.addObject({ bucket: "lab", key: "big", sizeBytes: 2 ** 40 });
    const big = { ...file, image_url: "lab:big", os_version: "CentOS 7.3 64bit" };
    expect(await refused(big)).toBe("IMG.0059");
    await done({ ...big, is_quick_import: true });
  });
});

describe("a system image from a data disk", () => {
  test("has the OS that the request names", async () => {
    const { id } = cloud.addVolume({ sizeGiB: 50 });
    const { job_type, entities } = await done({
      name: "v",
      volume_id: id,
      os_version: "Windows Server 2019 Standard 64bit",
    });
    expect(job_type).toBe("imsVolumeCreateImageJob");
    expect(await image(entities.image_id)).toMatchObject({
      __os_type: "Windows",
      __os_version: "Windows Server 2019 Standard 64bit",
      virtual_env_type: "FusionCompute",
      min_disk: 50,
    });
  });

  test.each<[object, string]>([
    [{ os_version: undefined }, "IMG.0056"],
    [{ volume_id: "none" }, "IMG.0120"],
    [{ type: "x" }, "IMG.0024"],
    [{ min_disk: 40 }, "IMG.0001"],
  ])("%j is %s", async (changes, code) => {
    const { id } = cloud.addVolume();
    expect(await refused({ name: "v", volume_id: id, os_version: "Other Linux(64 bit)", ...changes })).toBe(
      code,
    );
  });
});

test("a request for nothing names what is missing", async () => {
  expect(await refused({ name: "x" })).toBe("IMG.0012");
});

test("a sub-job names its image early where the cloud is set so, but not before it runs", async () => {
  cloud.configure({ jobImageIdEarly: true });
  const { id } = cloud.addVolume();
  const { body } = await send({ data_images: [{ name: "a", volume_id: id }] });
  expect((await job(body.job_id)).entities).toEqual({});
  clock.advance(30);
  const { sub_jobs_result } = (await job(body.job_id)).entities;
  expect(sub_jobs_result[0].entities).toEqual({ image_id: cloud.jobs()[0]?.imageId, image_name: "a" });
});
