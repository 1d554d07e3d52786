import { randomUUID } from "node:crypto";
import { addVolume, type VolumeRecord } from "../volumes/volumeRecord";
import { microsZ } from "../world/clock";
import type { HuaweiName } from "../world/profile";
import type { JobSettings } from "../world/settings";
import { known, projectNamed, type World } from "../world/world";

/**
 * A server of ECS (docs/vendors/open-telekom-and-huawei.md#servers-backups-vaults-and-objects). Which disks it has is
 * written on the disks.
 */
export interface ServerRecord {
  readonly id: string;
  readonly profile: HuaweiName;
  readonly projectId: string;
  readonly createdAt: number;
  name: string;
  /** `ACTIVE`, `SHUTOFF`, … */
  status: string;
  /** `null`: ECS is doing nothing with it. */
  taskState: string | null;
  osType: "Linux" | "Windows";
  locked: boolean;
  /** How jobs behave that make an image of it. */
  job: Partial<JobSettings>;
}

export type NewServer = Partial<Omit<ServerRecord, "profile" | "projectId" | "createdAt">> & {
  profile?: HuaweiName;
  /** Name or id; the profile's first project by default. */
  project?: string;
  /** Volumes that exist and get attached; without them `disks` new ones are made, the first with the system. */
  volumeIds?: string[];
  /** 1 by default. */
  disks?: number;
};
export type ServerPatch = Partial<Omit<ServerRecord, "id" | "profile" | "projectId" | "createdAt">>;

export function addServer(world: World, given: NewServer = {}): ServerRecord {
  const { profile: profileName = "otc", project: text, volumeIds, disks = 1, ...rest } = given;
  const { project } = projectNamed(world, profileName, text);
  const volumes = volumeIds?.map((id) => known("volume", world.volumes, id));
  const server: ServerRecord = {
    id: randomUUID(),
    name: "demo-server",
    status: "ACTIVE",
    taskState: null,
    osType: "Linux",
    locked: false,
    job: {},
    ...rest,
    profile: profileName,
    projectId: project.id,
    createdAt: world.clock.now(),
  };
  world.servers.set(server.id, server);
  const made = (place: number): VolumeRecord =>
    addVolume(world, {
      profile: profileName,
      project: project.id,
      name: `${server.name}-volume-${place}`,
      bootable: place === 0,
    });
  for (const [place, volume] of (volumes ?? Array.from({ length: disks }, (_, n) => made(n))).entries())
    attach(volume, server.id, place);
  return server;
}

function attach(volume: VolumeRecord, serverId: string, place: number): void {
  if (volume.attachments.some(({ server_id }) => server_id === serverId)) return;
  volume.attachments.push({ server_id: serverId, device: `/dev/vd${"abcdefghijklmnopqrstuvwxyz"[place]}` });
  if (volume.status === "available") volume.status = "in-use";
}

export const disksOf = (world: World, serverId: string): VolumeRecord[] =>
  [...world.volumes.values()].filter(({ attachments }) =>
    attachments.some(({ server_id }) => server_id === serverId),
  );

export const diskGiB = (world: World, serverId: string): number =>
  disksOf(world, serverId).reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);

export function serverOf(world: World, projectId: string, id: string): ServerRecord | undefined {
  const server = world.servers.get(id);
  return server?.projectId === projectId ? server : undefined;
}

export const serversOf = (world: World, projectId: string): ServerRecord[] =>
  [...world.servers.values()].filter((server) => server.projectId === projectId);

export type ServerView = Omit<ServerRecord, "createdAt"> & {
  project: string;
  createdAt: string;
  volumeIds: string[];
};

export const serverView = (world: World, server: ServerRecord): ServerView => ({
  ...server,
  project: projectNamed(world, server.profile, server.projectId).project.name,
  createdAt: microsZ(server.createdAt),
  volumeIds: disksOf(world, server.id).map(({ id }) => id),
});

export const serverViews = (world: World): ServerView[] =>
  [...world.servers.values()].map((server) => serverView(world, server));

export const showServer = (world: World, id: string): ServerView =>
  serverView(world, known("server", world.servers, id));

export function patchServer(world: World, id: string, changes: ServerPatch): ServerView {
  return serverView(world, Object.assign(known("server", world.servers, id), changes));
}

/** Its disks stay, attached to nothing. */
export function removeServer(world: World, id: string): void {
  known("server", world.servers, id);
  for (const volume of disksOf(world, id)) {
    volume.attachments = volume.attachments.filter(({ server_id }) => server_id !== id);
    if (volume.attachments.length === 0 && volume.status === "in-use") volume.status = "available";
  }
  world.servers.delete(id);
}
