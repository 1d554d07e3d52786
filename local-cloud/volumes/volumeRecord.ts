import { randomUUID } from "node:crypto";
import type { ProfileName } from "../world/profile";
import type { ExportSettings, JobSettings } from "../world/settings";
import { projectNamed, type World } from "../world/world";
import { type ExportRun, isUploading } from "./exportRun";

export interface VolumeRecord {
  readonly id: string;
  readonly profile: ProfileName;
  readonly projectId: string;
  readonly createdAt: number;
  changedAt: number;
  name: string;
  description: string | null;
  sizeGiB: number;
  /** The status outside of an export; see `volumeStatus`. */
  status: string;
  volumeType: string | null;
  availabilityZone: string;
  attachments: { server_id: string; device: string }[];
  multiattach: boolean;
  encrypted: boolean;
  bootable: boolean;
  imageMetadata: Record<string, string>;
  /** The DSS pool it lies in; no full-ECS image of its server then (IMG.0153). */
  dedicatedStorageId?: string;
  export: Partial<ExportSettings>;
  /** How jobs of IMS behave that make an image of it. */
  job: Partial<JobSettings>;
  run?: ExportRun;
}

export type NewVolume = Partial<
  Omit<VolumeRecord, "profile" | "projectId" | "createdAt" | "changedAt" | "run">
> & {
  profile?: ProfileName;
  /** Name or id; the profile's first project by default. */
  project?: string;
};

export function addVolume(world: World, given: NewVolume = {}): VolumeRecord {
  const { profile: profileName = "otc", project: projectText, ...rest } = given;
  const { profile, project } = projectNamed(world, profileName, projectText);
  const now = world.clock.now();
  const volume: VolumeRecord = {
    id: randomUUID(),
    name: "demo-volume",
    description: profileName === "openstack" ? null : "",
    sizeGiB: 40,
    status: (rest.attachments?.length ?? 0) > 0 ? "in-use" : "available",
    volumeType: profileName === "openstack" ? "__DEFAULT__" : "SSD",
    availabilityZone: profile.zones[0] as string,
    attachments: [],
    multiattach: false,
    encrypted: false,
    bootable: false,
    imageMetadata: {},
    export: {},
    job: {},
    ...rest,
    profile: profileName,
    projectId: project.id,
    createdAt: now,
    changedAt: now,
  };
  world.volumes.set(volume.id, volume);
  return volume;
}

export const volumeStatus = (volume: VolumeRecord, now: number): string =>
  volume.run && isUploading(volume.run, now) ? "uploading" : volume.status;

/** An export changes the volume twice: when it starts and when it is released. */
export const volumeChangedAt = (volume: VolumeRecord, now: number): number =>
  volume.run && now >= volume.run.releasedAt
    ? Math.max(volume.changedAt, volume.run.releasedAt)
    : volume.changedAt;

export const volumesOf = (world: World, projectId: string): VolumeRecord[] =>
  [...world.volumes.values()].filter((volume) => volume.projectId === projectId);

export function volumeOf(world: World, projectId: string, id: string): VolumeRecord | undefined {
  const volume = world.volumes.get(id);
  return volume?.projectId === projectId ? volume : undefined;
}
