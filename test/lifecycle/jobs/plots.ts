import type { ProfileName, Settings } from "../../../local-cloud";
import type { ProviderProcess } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import type { JobLab, Origin } from "./jobLab";

export interface Scene {
  readonly lab: JobLab;
  readonly stack: Stack;
}

export interface Plot {
  /** The calls that the operation makes: all of them. */
  readonly calls: readonly string[];
  /** Those that suffer, where others are another story's too. */
  readonly suffering?: readonly string[];
  readonly settings?: Partial<Settings>;
  /** What has happened before, in another process. */
  before?(scene: Scene, process: ProviderProcess): Promise<unknown>;
  play(scene: Scene, process: ProviderProcess): Promise<void>;
}

export const createRouteOf = (origin: Origin): string =>
  origin === "an object" ? "ims.createDataImage" : "ims.createFullEcsImage";

/** A create whose answer is lost is looked for for five minutes. */
const limit = { timeouts: { create: "6m", update: "5m", delete: "5m" } };
const golden = ({ lab }: Scene, more = {}) => lab.args({ ...limit, ...more });
/** What the next run wants: another name and a tag. */
export const silver = (scene: Scene, more = {}) =>
  golden(scene, { name: "silver", tags: { team: "lab" }, ...more });

const make: Plot["play"] = (scene, process) => scene.stack.up(process, golden(scene));
const change: Plot["play"] = (scene, process) => scene.stack.up(process, silver(scene));
const destroy: Plot["play"] = ({ stack }, process) => stack.destroy(process);
/** Leaves an image in the state that the cloud is still making. */
const outOfTime = (scene: Scene, process: ProviderProcess): Promise<unknown> =>
  failureOf(scene.stack.up(process, golden(scene, { timeouts: { ...limit.timeouts, create: "20s" } })));

const logIn = "iam.createToken";
const list = "ims.listImages";
const showBackup: Partial<Record<Origin, string>> = {
  "a CBR backup": "cbr.showBackup",
  "a CSBS backup": "csbs.showBackup",
};
const remove = ["ims.listTags", "ims.deleteImage"];

/** The lives of an image that a job makes, by the calls of its cloud and source. */
export function plotsOf(profile: ProfileName, origin: Origin): Readonly<Record<string, Plot>> {
  const job = profile === "huaweicloud" ? "ims.showJobProgress" : "ims.showJob";
  const backup = showBackup[origin];
  const create = [logIn, list, createRouteOf(origin), job];
  return {
    create: { calls: [...create, "ims.tagAction"], play: make },
    "failed job": { calls: create, suffering: [list, job], settings: { jobOutcome: "failed" }, play: make },
    resume: {
      calls: [logIn, list, job, "ims.updateImage", "ims.tagAction"],
      before: outOfTime,
      play: change,
    },
    update: { calls: [logIn, list, "ims.updateImage", "ims.tagAction"], before: make, play: change },
    refresh: { calls: [logIn, list], before: make, play: ({ stack }, process) => stack.refresh(process) },
    delete: { calls: [logIn, list, ...remove], before: make, play: destroy },
    "delete of an unfinished image": {
      calls: [logIn, list, job, ...remove],
      before: outOfTime,
      play: destroy,
    },
    ...(backup !== undefined && {
      "delete with its backup": {
        calls: [logIn, list, ...remove, backup],
        suffering: [backup],
        before: (scene, process) => scene.stack.up(process, golden(scene, { deleteBackup: true })),
        play: destroy,
      },
    }),
  };
}

export const isDelete = (story: string): boolean => story.startsWith("delete");
