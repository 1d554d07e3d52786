import { type LocalCloud, startCloud } from "../../index";
import { type Client, signIn, virtualClock } from "../../testing/testClient";

const clock = virtualClock();
let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud({ clock });
  client = await signIn(cloud, "otc");
});
afterEach(() => cloud.close());

const create = (body: object) =>
  client.send("POST", `${cloud.endpoints.ims}/v1/cloudimages/wholeimages/action`, { name: "erp", ...body });
const refusal = async (body: object): Promise<string> => {
  const reply = await create(body);
  expect(reply.status).toBe(400);
  return reply.body.error.code;
};
const show = async () => (await client.send("GET", `${cloud.endpoints.ims}/v2/cloudimages`)).body.images[0];
const remove = (id: string, body?: object) =>
  client.send("DELETE", `${cloud.endpoints.ims}/v2/images/${id}`, body);

test("an image of a server is one of a backup that the job puts into the vault", async () => {
  const server = cloud.addServer({ disks: 2, osType: "Windows" });
  const vault = cloud.addVault();
  const reply = await create({
    instance_id: server.id,
    vault_id: vault.id,
    tags: ["a.b", "c."],
    max_ram: 4096,
  });
  expect([reply.status, reply.body]).toEqual([200, { job_id: cloud.jobs()[0]?.id }]);
  expect(cloud.jobs()[0]?.type).toBe("imsCreateWholeImageByInstanceJob");
  expect(cloud.vaults()[0]).toMatchObject({
    usedMiB: 0,
    allocatedGiB: 80,
    resources: [{ id: server.id, protectStatus: "protecting" }],
  });
  clock.advance(60);
  const [backup] = cloud.backups();
  expect(await show()).toMatchObject({
    status: "active",
    __whole_image: "true",
    __backup_id: backup?.id,
    __data_origin: `instance,${server.id}`,
    __os_type: "Windows",
    virtual_env_type: "FusionCompute",
    min_ram: 0,
    max_ram: "4096",
    tags: ["a=b", "c="],
  });
  expect(backup).toMatchObject({
    kind: "CBR",
    status: "available",
    vaultId: vault.id,
    resourceId: server.id,
    osImagesData: [cloud.images()[0]?.id],
  });
  expect(cloud.vaults()[0]).toMatchObject({
    usedMiB: 80 * 1024,
    resources: [{ protectStatus: "available" }],
  });
});

test("without a vault CSBS makes the backup, except where there is none", async () => {
  expect((await create({ instance_id: cloud.addServer().id })).status).toBe(200);
  expect(cloud.backups()[0]).toMatchObject({ kind: "CSBS", vaultId: null, status: "protecting" });
  const { id } = cloud.addServer({ profile: "otc-swiss" });
  client = await signIn(cloud, "otc-swiss");
  expect(await refusal({ instance_id: id })).toBe("IMG.0184");
});

test.each([
  ["CBR", "CBR", "IMG.0029"],
  ["CSBS", undefined, "IMG.0134"],
] as const)("a backup of %s serves one image", async (kind, whole_image_type, code) => {
  const { id } = cloud.addBackup({ kind });
  const body = { backup_id: id, ...(whole_image_type ? { whole_image_type } : {}) };
  expect((await create(body)).status).toBe(200);
  expect(cloud.jobs()[0]?.type).toBe("imsCreateWholeImageByBackupJob");
  expect(await refusal(body)).toBe(code);
  clock.advance(60);
  expect(await show()).toMatchObject({ __backup_id: id, __data_origin: `server_backup,${id}` });
});

test("a backup that failed to become an image is free again once that image is gone", async () => {
  const { id } = cloud.addBackup({ kind: "CSBS", job: { jobOutcome: "failed" } });
  await create({ backup_id: id });
  clock.advance(60);
  cloud.patchBackup(id, { job: {} });
  expect((await create({ backup_id: id })).status).toBe(200);
});

test.each([
  [{ status: "REBOOT" }, "IMG.0126"],
  [{ taskState: "powering-off" }, "IMG.0010"],
])("a server that is not ready is refused: %j", async (server, code) => {
  expect(await refusal({ instance_id: cloud.addServer(server).id })).toBe(code);
});

test("a server that does not exist, is being backed up or has disks of DSS is refused", async () => {
  expect(await refusal({ instance_id: "877a2cda-2222-4e1e-b95f-e67e48b6129a" })).toBe("IMG.0005");
  const foreign = cloud.addServer({ project: "eu-de_other" });
  expect(await refusal({ instance_id: foreign.id })).toBe("IMG.0005");
  const busy = cloud.addServer({ status: "SHUTOFF" });
  expect((await create({ instance_id: busy.id })).status).toBe(200);
  expect(await refusal({ instance_id: busy.id })).toBe("IMG.0136");
  const { id } = cloud.addVolume({ dedicatedStorageId: "pool" });
  expect(await refusal({ instance_id: cloud.addServer({ volumeIds: [id] }).id })).toBe("IMG.0153");
});

test.each([
  [{ objectType: "disk" }, "IMG.0193"],
  [{ protectType: "replication" }, "IMG.0193"],
  [{ status: "lock" }, "IMG.0188"],
  [{ usedMiB: 1000 * 1024 }, "IMG.0185"],
  [{ sizeGiB: 39 }, "IMG.0182"],
] as const)("a vault that cannot take the backup is refused: %j", async (vault, code) => {
  const { id } = cloud.addVault(vault);
  expect(await refusal({ instance_id: cloud.addServer().id, vault_id: id })).toBe(code);
});

test("a vault that does not exist and a server that is in another one are refused", async () => {
  const server = cloud.addServer();
  cloud.addVault({ resources: [{ id: server.id }] });
  expect(await refusal({ instance_id: server.id, vault_id: "nope" })).toBe("IMG.0184");
  expect(await refusal({ instance_id: server.id, vault_id: cloud.addVault().id })).toBe("IMG.0183");
});

test.each([
  ["CBR", { status: "protecting" }, "IMG.0032"],
  ["CBR", { osImagesData: ["x"] }, "IMG.0029"],
  ["CBR", { containSystemDisk: false }, "IMG.0195"],
  ["CBR", { resourceType: "OS::Cinder::Volume" }, "IMG.0198"],
  ["CBR", { kind: "CSBS" }, "IMG.0198"],
  ["CSBS", { kind: "CBR" }, "IMG.0198"],
  ["CSBS", { status: "error" }, "IMG.0132"],
  ["CSBS", { osImagesData: ["x"] }, "IMG.0134"],
] as const)("as %s, an unfit backup is refused: %j", async (whole_image_type, changes, code) => {
  const { id } = cloud.addBackup({ kind: whole_image_type, ...changes } as never);
  expect(await refusal({ backup_id: id, whole_image_type })).toBe(code);
});

test("a backup that does not exist is refused with its service's own error; shared disks are for CBR", async () => {
  const backup_id = "6df2b54c-1111-4059-a07c-1b8f24f2725d";
  expect(await refusal({ backup_id, whole_image_type: "CBR" })).toBe("IMG.0020");
  expect(await refusal({ backup_id })).toBe("IMG.0127");
  const volumeIds = [cloud.addVolume({ multiattach: true }).id];
  expect(await refusal({ backup_id: cloud.addBackup({ kind: "CSBS", volumeIds }).id })).toBe("IMG.0132");
});

test("in eu-ch2 the type of a backup must be said, and be CBR; enterprise projects are not known", async () => {
  client = await signIn(cloud, "otc-swiss");
  const { id } = cloud.addBackup({ profile: "otc-swiss" });
  expect(await refusal({ backup_id: id })).toBe("IMG.0001");
  expect(await refusal({ backup_id: id, whole_image_type: "CSBS" })).toBe("IMG.0190");
  const whole_image_type = "CBR";
  expect(await refusal({ backup_id: id, whole_image_type, enterprise_project_id: "0" })).toBe("IMG.0001");
  expect((await create({ backup_id: id, whole_image_type })).status).toBe(200);
});

test("fields that belong to the other variant, unknown ones and wrong types are refused", async () => {
  const { id } = cloud.addServer();
  for (const body of [
    { instance_id: id, backup_id: id },
    { instance_id: id, whole_image_type: "CBR" },
    { backup_id: id, vault_id: id },
    { instance_id: id, os_type: "Linux" },
    { instance_id: id, min_ram: "1024" },
    { instance_id: 3 },
    { backup_id: id, whole_image_type: "VBS" },
  ])
    expect(await refusal(body)).toBe("IMG.0001");
  expect(await refusal({})).toBe("IMG.0012");
  expect(await refusal({ whole_image_type: "CBR" })).toBe("IMG.0019");
  expect(await refusal({ instance_id: id, min_ram: -1 })).toBe("IMG.0055");
  expect(await refusal({ instance_id: id, min_ram: 4096, max_ram: 2048 })).toBe("IMG.0055");
});

test("a full-ECS image that is deleted takes its backup along where the request says so", async () => {
  const kept = cloud.addBackup();
  const taken = cloud.addBackup();
  for (const { id } of [kept, taken]) await create({ backup_id: id, whole_image_type: "CBR" });
  clock.advance(60);
  const [first, second] = cloud.images();
  expect((await remove(first?.id ?? "", { delete_backup: false })).status).toBe(204);
  expect((await remove(second?.id ?? "", { delete_backup: true })).status).toBe(204);
  expect(cloud.backups()).toHaveLength(2);
  clock.advance(2);
  expect(cloud.backups().map(({ id }) => id)).toEqual([kept.id]);
  expect(cloud.images()).toEqual([]);
});

test("the backup may refuse to go; then the image stays too", async () => {
  await create({ backup_id: cloud.addBackup().id, whole_image_type: "CBR" });
  clock.advance(60);
  cloud.configure({ deleteBackupFails: true });
  const id = cloud.images()[0]?.id ?? "";
  expect((await remove(id, { delete_backup: true })).body.error.code).toBe("IMG.0176");
  clock.advance(10);
  expect(cloud.images()).toHaveLength(1);
  expect((await remove(id)).status).toBe(204);
});
