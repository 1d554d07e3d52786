import { type LocalCloud, startCloud } from "../index";
import { type Client, signIn } from "../testing/testClient";

let cloud: LocalCloud;
let client: Client;
beforeEach(async () => {
  cloud = await startCloud();
  client = await signIn(cloud, "otc");
});
afterEach(() => cloud.close());

const get = (path: string) =>
  client.send("GET", `${cloud.endpoints.ecs}/v1/${client.projectId}/cloudservers/${path}`);

test("a server is shown with its state and its disks, flags as text", async () => {
  const { id, volumeIds } = cloud.addServer({ name: "erp", disks: 2, osType: "Windows" });
  const reply = await get(id);
  expect(reply.status).toBe(200);
  expect(reply.body.server).toMatchObject({
    id,
    name: "erp",
    status: "ACTIVE",
    metadata: { os_type: "Windows" },
    fault: null,
    "OS-EXT-STS:task_state": null,
    "OS-EXT-STS:vm_state": "active",
    "OS-EXT-STS:power_state": 1,
    "os-extended-volumes:volumes_attached": [
      { id: volumeIds[0], delete_on_termination: "false", device: "/dev/vda", bootIndex: "0" },
      { id: volumeIds[1], delete_on_termination: "false", device: "/dev/vdb", bootIndex: "-1" },
    ],
  });
});

test("the list of disks has numbers", async () => {
  const { id, volumeIds } = cloud.addServer();
  expect((await get(`${id}/block_device`)).body).toMatchObject({
    attachableQuantity: { free_disk: 23 },
    volumeAttachments: [{ volumeId: volumeIds[0], serverId: id, size: 40, bootIndex: 0, bus: "virtio" }],
  });
});

test("its volumes are in use and name it as their server, and are free again when it is removed", async () => {
  const volume = cloud.addVolume({ sizeGiB: 7 });
  const server = cloud.addServer({ volumeIds: [volume.id] });
  expect(server.volumeIds).toEqual([volume.id]);
  expect(cloud.volumes()[0]).toMatchObject({ status: "in-use", attachments: [{ server_id: server.id }] });
  cloud.removeServer(server.id);
  expect(cloud.volumes()[0]).toMatchObject({ status: "available", attachments: [] });
  expect((await get(server.id)).status).toBe(404);
});

test("a change behind everybody's back is seen", async () => {
  const { id } = cloud.addServer();
  cloud.patchServer(id, { status: "SHUTOFF", taskState: "powering-on" });
  expect((await get(id)).body.server).toMatchObject({
    status: "SHUTOFF",
    "OS-EXT-STS:task_state": "powering-on",
    "OS-EXT-STS:vm_state": "stopped",
    "OS-EXT-STS:power_state": 4,
  });
});

test("a server that is unknown or another project's is 404 Ecs.0114; another project's path is refused", async () => {
  for (const id of ["nope", cloud.addServer({ project: "eu-de_other" }).id]) {
    const reply = await get(id);
    expect([reply.status, reply.body.error.code]).toEqual([404, "Ecs.0114"]);
  }
  const { id } = cloud.addServer();
  expect((await client.send("GET", `${cloud.endpoints.ecs}/v1/x/cloudservers/${id}`)).status).toBe(400);
});

test("without a token the gateway answers", async () => {
  const reply = await client.send("GET", `${cloud.endpoints.ecs}/v1/x/cloudservers/y`, undefined, {
    "x-auth-token": "",
  });
  expect([reply.status, reply.body.error_code]).toEqual([401, "APIGW.0301"]);
});

test("disks in dedicated storage say so", async () => {
  const { id } = cloud.addVolume({ dedicatedStorageId: "pool" });
  const reply = await client.send("GET", `${cloud.endpoints.evs}/v2/${client.projectId}/cloudvolumes/${id}`);
  expect(reply.body.volume).toMatchObject({ dedicated_storage_id: "pool", service_type: "DSS" });
});

test("servers are listed by pages that are counted from 1, 25 a page unless a limit is given", async () => {
  for (let at = 0; at < 30; at += 1) cloud.addServer({ name: `server-${at}`, disks: 0 });
  cloud.addServer({ project: "eu-de_other" });
  const list = async (query: string) => {
    const url = `${cloud.endpoints.ecs}/v1/${client.projectId}/cloudservers/detail${query}`;
    const { status, body } = await client.send("GET", url);
    return status === 200 ? [body.count, body.servers.length, body.servers[0]?.name] : body.error.code;
  };
  expect(await list("")).toEqual([30, 25, "server-0"]);
  expect(await list("?offset=0&limit=10")).toEqual([30, 10, "server-0"]);
  expect(await list("?offset=2&limit=10")).toEqual([30, 10, "server-10"]);
  expect(await list("?offset=4&limit=10")).toEqual([30, 0, undefined]);
  expect(await list("?name=server-29")).toEqual([1, 1, "server-29"]);
  for (const query of ["?limit=0", "?limit=1001", "?offset=x"]) expect(await list(query)).toBe("Ecs.0005");
});
