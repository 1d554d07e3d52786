import type { ProviderProcess } from "../harness/lab";
import { failureOf, type Stack } from "../harness/stack";
import type { TemplateLab } from "./templateLab";

export interface Scene {
  readonly lab: TemplateLab;
  readonly stack: Stack;
}

export interface Plot {
  /** The calls that the operation makes beside the log-in: all of them. */
  readonly calls: readonly string[];
  /** Those of them that suffer, where the others do in another story just so. */
  readonly suffering?: readonly string[];
  /** What has happened before, in another process. */
  before?(scene: Scene, process: ProviderProcess): Promise<unknown>;
  play(scene: Scene, process: ProviderProcess): Promise<void>;
}

const images = "zstack.queryImages";
const tags = "zstack.queryUserTags";
const job = "zstack.showJob";
const claim = ["zstack.createUserTag", "zstack.deleteTag"];
const action = "zstack.imageAction";

const limit = { timeouts: { create: "5m", update: "5m", delete: "5m" } };
const golden = ({ lab }: Scene, more = {}) => lab.args({ ...limit, userTags: ["stage:test"], ...more });
/** What the next run wants: another name, state and user tags. */
export const silver = ({ lab }: Scene, more = {}) =>
  lab.args({ ...limit, name: "silver", state: "Disabled", userTags: ["team:lab"], ...more });

const make: Plot["play"] = (scene, process) => scene.stack.up(process, golden(scene));
const change: Plot["play"] = (scene, process) => scene.stack.up(process, silver(scene));
const destroy: Plot["play"] = ({ stack }, process) => stack.destroy(process);

/** The lives of a template with a copy on each of two storages. */
export const plots = {
  create: { calls: [images, tags, "zstack.createTemplate", job, ...claim], play: make },
  resume: {
    calls: [images, tags, job, action, ...claim],
    suffering: [images, tags, job],
    before: (scene, process) =>
      failureOf(scene.stack.up(process, golden(scene, { timeouts: { create: "20s" } }))),
    play: change,
  },
  update: { calls: [images, tags, job, action, ...claim], before: make, play: change },
  refresh: { calls: [images, tags], before: make, play: ({ stack }, process) => stack.refresh(process) },
  delete: { calls: [images, tags, job, "zstack.deleteImage"], before: make, play: destroy },
  "delete with expunge": {
    calls: [images, tags, job, "zstack.deleteImage", action],
    suffering: ["zstack.deleteImage", action],
    before: (scene, process) => scene.stack.up(process, golden(scene, { expunge: true })),
    play: destroy,
  },
} as const satisfies Record<string, Plot>;

export type Story = keyof typeof plots;
export const stories = Object.keys(plots) as Story[];
export const isDelete = (story: Story) => story.startsWith("delete");
