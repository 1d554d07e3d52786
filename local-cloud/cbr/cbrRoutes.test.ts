import { type LocalCloud, startCloud } from "../index";
import { type Client, send, signIn } from "../testing/testClient";

let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud();
  client = await signIn(cloud, "otc");
});
afterEach(() => cloud.close());

const cbr = (path: string) => client.send("GET", `${cloud.endpoints.cbr}/v3/${client.projectId}/${path}`);
const csbs = (id: string) =>
  client.send("GET", `${cloud.endpoints.csbs}/v1/${client.projectId}/checkpoint_items/${id}`);
const unknown = "6df2b54c-1111-4059-a07c-1b8f24f2725d";

test("a backup of CBR names its resource and the images that were made from it", async () => {
  const { id, resourceId } = cloud.addBackup({ osImagesData: ["i"], containSystemDisk: false });
  expect((await cbr(`backups/${id}`)).body.backup).toMatchObject({
    id,
    status: "available",
    resource_type: "OS::Nova::Server",
    provider_id: "0daac4c5-6707-4851-97ba-169e36266b66",
    resource_id: resourceId,
    enterprise_project_id: 0,
    extend_info: { contain_system_disk: false, os_images_data: [{ image_id: "i" }] },
  });
});

test("backups are listed by resource, by status (more than one) and by owner", async () => {
  const one = cloud.addBackup({ resourceId: "a" });
  const two = cloud.addBackup({ resourceId: "a", status: "protecting" });
  cloud.addBackup({ resourceId: "b", status: "error" });
  const shared = cloud.addBackup({ sharedWithUs: true });
  cloud.addBackup({ kind: "CSBS" });
  cloud.addBackup({ project: "eu-de_other" });
  const ids = async (query: string) => {
    const { body } = await cbr(`backups${query}`);
    expect(body.count).toBe(body.backups.length);
    return body.backups.map(({ id }: { id: string }) => id);
  };
  expect(await ids("?resource_id=a")).toEqual([one.id, two.id]);
  expect(await ids("?resource_id=a&status=protecting")).toEqual([two.id]);
  expect(await ids("?status=available&status=protecting")).toEqual([one.id, two.id]);
  expect(await ids("?own_type=shared")).toEqual([shared.id]);
  expect(await ids("")).toHaveLength(3);
  expect(await ids("?own_type=all_granted")).toHaveLength(4);
  expect((await cbr("backups?own_type=mine")).body.error_code).toBe("BackupService.9900");
});

test("a backup lists the projects that it is shared with", async () => {
  const { id } = cloud.addBackup({ members: [{ projectId: "p", status: "pending" }] });
  expect((await cbr(`backups/${id}/members`)).body).toMatchObject({
    count: 1,
    members: [{ backup_id: id, dest_project_id: "p", status: "pending" }],
  });
});

test("a vault has its size in GB and its use in MB, and is found by a resource in it", async () => {
  const { id: serverId } = cloud.addServer();
  const { id } = cloud.addVault({ sizeGiB: 100, usedMiB: 5, resources: [{ id: serverId }] });
  cloud.addVault();
  const { body } = await cbr(`vaults/${id}`);
  expect(body.vault).toMatchObject({
    id,
    billing: {
      status: "available",
      object_type: "server",
      protect_type: "backup",
      size: 100,
      used: 5,
      allocated: 40,
      spec_code: "vault.backup.server.normal",
    },
    resources: [{ id: serverId, type: "OS::Nova::Server", protect_status: "available" }],
  });
  expect((await cbr("vaults")).body.count).toBe(2);
  expect((await cbr(`vaults?resource_ids=${serverId}`)).body).toMatchObject({ count: 1, vaults: [{ id }] });
});

test("what CBR does not have is 404 in its own envelope; what is no id at all is 400", async () => {
  for (const path of [`backups/${unknown}`, `backups/${unknown}/members`, `vaults/${unknown}`]) {
    const reply = await cbr(path);
    expect([reply.status, reply.body.error_code]).toEqual([
      404,
      expect.stringMatching(/^BackupService\.\d{4}$/),
    ]);
    expect(reply.body.error_msg).toBeTruthy();
  }
  expect((await cbr("backups/nope")).status).toBe(400);
  expect((await client.send("GET", `${cloud.endpoints.cbr}/v3/x/vaults`)).status).toBe(400);
});

test("a backup of CSBS lists the disks that it was made from", async () => {
  const volume = cloud.addVolume({ sizeGiB: 9 });
  const { id } = cloud.addBackup({ kind: "CSBS", volumeIds: [volume.id], osImagesData: ["i"] });
  expect((await csbs(id)).body.checkpoint_item).toMatchObject({
    id,
    status: "available",
    resource_type: "OS::Nova::Server",
    extend_info: {
      progress: 100,
      os_images_data: [{ image_id: "i" }],
      volume_backups: [{ source_volume_id: volume.id, source_volume_size: 9, bootable: true }],
    },
  });
  expect((await csbs(unknown)).status).toBe(404);
  expect((await csbs(cloud.addBackup().id)).status).toBe(404);
});

test("eu-ch2 has no CSBS: not in the catalogue, not in the entries, not behind the gateway", async () => {
  expect(cloud.credentials["otc-swiss-aksk"].server_backup_endpoint_override).toBeUndefined();
  expect(cloud.credentials["otc-aksk"].server_backup_endpoint_override).toBe(cloud.endpoints.csbs);
  client = await signIn(cloud, "otc-swiss");
  const { catalog } = (await client.send("GET", `${cloud.endpoints.iam}/v3/auth/catalog`)).body;
  const types = catalog.map(({ type }: { type: string }) => type);
  expect([types.includes("cbr"), types.includes("data-protect")]).toEqual([true, false]);
  const reply = await csbs(unknown);
  expect([reply.status, reply.body.error_code]).toEqual([404, "APIGW.0101"]);
});

test("eu-ch2 gets no backup of CSBS, by whichever way", async () => {
  const said = "otc-swiss has no CSBS: its backups are of CBR";
  const swiss = { profile: "otc-swiss", kind: "CSBS" } as const;
  expect(() => cloud.addBackup(swiss)).toThrow(said);
  const { id } = cloud.addBackup({ profile: "otc-swiss" });
  expect(() => cloud.patchBackup(id, { kind: "CSBS" })).toThrow(said);
  const replies = [
    await send("POST", `${cloud.admin}/backups`, swiss),
    await send("PATCH", `${cloud.admin}/backups/${id}`, { kind: "CSBS" }),
  ];
  for (const { status, body } of replies) expect([status, body.error]).toEqual([400, said]);
  expect(cloud.backups().map((backup) => [backup.id, backup.kind])).toEqual([[id, "CBR"]]);
});

test("backups of CSBS are listed the newest first, and a page begins after its marker", async () => {
  const made = ["a", "b", "c"].map((name) => cloud.addBackup({ kind: "CSBS", name }).id);
  cloud.addBackup({ name: "of CBR" });
  const list = async (query: string) => {
    const url = `${cloud.endpoints.csbs}/v1/${client.projectId}/checkpoint_items${query}`;
    const { status, body } = await client.send("GET", url);
    return status === 200 ? body.checkpoint_items.map(({ name }: { name: string }) => name) : status;
  };
  expect(await list("")).toEqual(["c", "b", "a"]);
  expect(await list("?limit=2")).toEqual(["c", "b"]);
  expect(await list(`?limit=2&marker=${made[1]}`)).toEqual(["a"]);
  expect(await list(`?marker=${made[0]}`)).toEqual([]);
  for (const query of ["?limit=0", "?limit=x", `?marker=${unknown}`]) expect(await list(query)).toBe(400);
});
