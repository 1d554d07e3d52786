import { type NewVolume, type VolumeRecord, volumeStatus } from "../volumes/volumeRecord";
import { microsWithoutZone } from "../world/clock";
import { projectNamed, UnknownFixture, type World } from "../world/world";

export type VolumeView = Omit<VolumeRecord, "run" | "createdAt" | "changedAt"> & {
  project: string;
  createdAt: string;
};
export type VolumePatch = Partial<Omit<NewVolume, "id" | "profile" | "project">>;

export function volumeView(world: World, volume: VolumeRecord): VolumeView {
  const { run: _run, createdAt, changedAt: _changedAt, ...rest } = volume;
  return {
    ...rest,
    project: projectNamed(world, volume.profile, volume.projectId).project.name,
    status: volumeStatus(volume, world.clock.now()),
    createdAt: microsWithoutZone(createdAt),
  };
}

export const volumeViews = (world: World): VolumeView[] =>
  [...world.volumes.values()].map((volume) => volumeView(world, volume));

function volumeById(world: World, id: string): VolumeRecord {
  const volume = world.volumes.get(id);
  if (!volume) throw new UnknownFixture(`no volume ${id}`);
  return volume;
}

export const showVolume = (world: World, id: string): VolumeView => volumeView(world, volumeById(world, id));

/** A status given here holds at once, also in the middle of an export; the image goes on without the volume. */
export function patchVolume(world: World, id: string, changes: VolumePatch): VolumeView {
  const volume = volumeById(world, id);
  if (changes.status !== undefined) delete volume.run;
  Object.assign(volume, changes, { changedAt: world.clock.now() });
  return volumeView(world, volume);
}

export function removeVolume(world: World, id: string): void {
  world.volumes.delete(volumeById(world, id).id);
}
