import type { Settings } from "../../../local-cloud";
import type { Lab, ProviderProcess } from "../harness/lab";
import type { Routes } from "../harness/routes";
import { failureOf, type Stack } from "../harness/stack";

/** Which operation suffers. */
export type Story =
  | "create"
  | "update"
  | "resume"
  | "refresh"
  | "delete"
  | "delete of an unfinished image"
  | "failed export";

export interface Scene {
  readonly lab: Lab;
  readonly stack: Stack;
  /** The operation's own time-out. */
  readonly timeout?: string | undefined;
}

interface Plot {
  /** The calls that the operation makes beside those of signing in: all of them. */
  calls(routes: Routes): readonly string[];
  settings?(routes: Routes): Partial<Settings>;
  /** What has happened before, in another process. */
  before?(scene: Scene, process: ProviderProcess): Promise<unknown>;
  play(scene: Scene, process: ProviderProcess): Promise<void>;
}

export const golden = ({ lab, timeout }: Scene, create = timeout) => ({
  name: "golden",
  volumeId: lab.volume.id,
  timeouts: {
    ...(create !== undefined && { create }),
    ...(timeout !== undefined && { update: timeout, delete: timeout }),
  },
});
export const silver = (scene: Scene) => ({ ...golden(scene), name: "silver", tags: { team: "lab" } });

const makeGolden: Plot["play"] = (scene, process) => scene.stack.up(process, golden(scene));
const makeSilver: Plot["play"] = (scene, process) => scene.stack.up(process, silver(scene));
const destroy: Plot["play"] = ({ stack }, process) => stack.destroy(process);
/** Leaves an image in the state that the cloud is still making. */
const outOfTime: Plot["before"] = (scene, process) => failureOf(scene.stack.up(process, golden(scene, "5s")));

export const plots: Record<Story, Plot> = {
  create: {
    calls: ({ findImages, showVolume, create, showImage, change }) => [
      ...new Set([findImages, showVolume, create, showImage, ...change]),
    ],
    play: makeGolden,
  },
  update: {
    calls: ({ showImage, exactTags, tag, change }) => [showImage, ...exactTags, ...tag, ...change],
    // Where lists lag, they lag for long, so that the exact tags are asked for; Glance reads its database.
    settings: ({ exactTags }) => (exactTags.length === 0 ? {} : { tagDelaySeconds: 3600 }),
    before: makeGolden,
    play: makeSilver,
  },
  resume: {
    calls: ({ showImage, showVolume, change }) => [showImage, showVolume, ...change],
    settings: () => ({ exportSeconds: 40 }),
    before: outOfTime,
    play: makeSilver,
  },
  refresh: {
    calls: ({ showImage }) => [showImage],
    before: makeGolden,
    play: ({ stack }, process) => stack.refresh(process),
  },
  delete: {
    calls: ({ showImage, exactTags, remove }) => [showImage, ...exactTags, remove],
    before: makeGolden,
    play: destroy,
  },
  "delete of an unfinished image": {
    // OpenStack deletes it at once; the others are waited for, so the volume is looked at.
    calls: ({ showImage, showVolume, exactTags, remove }) =>
      exactTags.length === 0 ? [showImage, remove] : [showImage, showVolume, ...exactTags, remove],
    settings: () => ({ exportSeconds: 40 }),
    before: outOfTime,
    play: destroy,
  },
  "failed export": {
    calls: ({ findImages, showVolume, create, showImage, notes }) => [
      ...new Set([findImages, showVolume, create, showImage, ...notes]),
    ],
    settings: () => ({ outcome: "killed" }),
    play: makeGolden,
  },
};

/** Minutes that a story without end may take: the time-out given to it, or that of a refresh, which takes none. */
export const longestMinutes = (story: Story) => (story === "refresh" ? 22 : 12);

export const stories = Object.keys(plots) as Story[];
export const isDelete = (story: Story) => story.startsWith("delete");

/** The calls of a story that may suffer: those of a failed export are the create's, but for the notes about it. */
export function suffering(story: Story, routes: Routes): readonly string[] {
  if (story === "failed export") return routes.notes;
  return [routes.logIn, ...plots[story].calls(routes)];
}
