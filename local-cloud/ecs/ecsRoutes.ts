import { type Answer, json, type TokenCall } from "../http/answer";
import { refuseEcs } from "../http/envelope";
import { type Route, withToken } from "../http/route";
import type { VolumeRecord } from "../volumes/volumeRecord";
import { secondsZ } from "../world/clock";
import { disksOf, type ServerRecord, serverOf, serversOf } from "./serverRecord";

/**
 * Elastic Cloud Server, as far as images are made of servers
 * (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
 */

const ofServer =
  (handle: (call: TokenCall, server: ServerRecord) => Answer) =>
  (call: TokenCall): Answer => {
    const { pid, id = "" } = call.params;
    // The code for a project that is not the token's is a choice.
    if (pid !== call.project.id) refuseEcs(400, "Ecs.0005", "Invalid request path: project_id.");
    return handle(
      call,
      serverOf(call.world, call.project.id, id) ??
        refuseEcs(404, "Ecs.0114", `Instance[${id}] could not be found.`),
    );
  };

/**
 * `limit` entries a page, 25 unless it is given and 1000 at most; `offset` is the number of the page, of which 0 and 1 are the first
 * ("Listing Details About ECSs"). The refusal of other values is a choice.
 */
function listServers(call: TokenCall): Answer {
  if (call.params.pid !== call.project.id) refuseEcs(400, "Ecs.0005", "Invalid request path: project_id.");
  const servers = serversOf(call.world, call.project.id).filter(
    ({ name, status }) =>
      name.includes(call.query.get("name") ?? "") && (call.query.get("status") ?? status) === status,
  );
  const limit = wholeNumber(call, "limit", 25);
  if (limit < 1 || limit > 1000) refuseEcs(400, "Ecs.0005", "Invalid request parameter: limit.");
  const page = Math.max(1, wholeNumber(call, "offset", 1));
  const shown = servers.slice((page - 1) * limit, page * limit);
  return json(200, { count: servers.length, servers: shown.map((server) => wireServer(call, server)) });
}

function wholeNumber(call: TokenCall, name: string, otherwise: number): number {
  const text = call.query.get(name) ?? String(otherwise);
  return /^\d+$/.test(text)
    ? Number(text)
    : refuseEcs(400, "Ecs.0005", `Invalid request parameter: ${name}.`);
}

const vmStates: Record<string, string> = {
  ACTIVE: "active",
  SHUTOFF: "stopped",
  ERROR: "error",
  BUILD: "building",
};
const powerStates: Record<string, number> = { ACTIVE: 1, REBOOT: 1, SHUTOFF: 4 };

const wireServer = (call: TokenCall, server: ServerRecord): object => ({
  id: server.id,
  name: server.name,
  status: server.status,
  tenant_id: server.projectId,
  user_id: call.profile.user.id,
  created: secondsZ(server.createdAt),
  updated: secondsZ(server.createdAt),
  hostId: "",
  locked: server.locked,
  metadata: { charging_mode: "0", os_type: server.osType, os_bit: "64", "metering.imagetype": "gold" },
  flavor: { id: "s3.medium.2", name: "s3.medium.2", vcpus: "1", ram: "2048", disk: "0" },
  image: { id: "d0f4bf1c-0000-4000-8000-000000000001" },
  addresses: {},
  security_groups: [{ id: "5f3ab6f0-0000-4000-8000-000000000001", name: "default" }],
  tags: [],
  description: "",
  enterprise_project_id: "0",
  fault: null,
  "OS-EXT-AZ:availability_zone": call.profile.zones[0],
  "OS-EXT-STS:task_state": server.taskState,
  "OS-EXT-STS:vm_state": vmStates[server.status] ?? server.status.toLowerCase(),
  "OS-EXT-STS:power_state": powerStates[server.status] ?? 0,
  // Flags and numbers are text here (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects).
  "os-extended-volumes:volumes_attached": disksOf(call.world, server.id).map((volume, place) => ({
    id: volume.id,
    delete_on_termination: "false",
    device: deviceOf(volume, server),
    bootIndex: place === 0 ? "0" : "-1",
  })),
});

const deviceOf = (volume: VolumeRecord, server: ServerRecord): string | undefined =>
  volume.attachments.find(({ server_id }) => server_id === server.id)?.device;

/** Numbers are numbers in this form of v1 (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree). */
function blockDevices(call: TokenCall, server: ServerRecord): object {
  const disks = disksOf(call.world, server.id);
  const free = 24 - disks.length;
  return {
    attachableQuantity: { free_scsi: free, free_blk: free, free_disk: free },
    volumeAttachments: disks.map((volume, place) => ({
      id: volume.id,
      volumeId: volume.id,
      serverId: server.id,
      size: volume.sizeGiB,
      device: deviceOf(volume, server),
      bootIndex: place === 0 ? 0 : -1,
      bus: "virtio",
      pciAddress: `0000:02:0${place + 1}.0`,
    })),
  };
}

export const ecsRoutes: Route[] = [
  withToken("ecs.listServers", "GET /v1/{pid}/cloudservers/detail", listServers),
  withToken(
    "ecs.showServer",
    "GET /v1/{pid}/cloudservers/{id}",
    ofServer((call, server) => json(200, { server: wireServer(call, server) })),
  ),
  withToken(
    "ecs.listServerDisks",
    "GET /v1/{pid}/cloudservers/{id}/block_device",
    ofServer((call, server) => json(200, blockDevices(call, server))),
  ),
];
