import type { Props } from "../../provider/lifecycle/inputs";
import { claimOn } from "../../provider/lifecycle/marker";
import { dataImage } from "../../provider/resources/dataImage";
import { dataVolumeTemplate } from "../../provider/resources/dataVolumeTemplate";
import type { ImageResource } from "../../provider/resources/resource";
import { volumeImage } from "../../provider/resources/volumeImage";
import { virtualClock } from "../virtualClock";
import type { Path } from "./explorer";
import { ModelCalls } from "./modelCalls";
import { ModelEngine, type ModelWorld } from "./modelEngine";
import { type CloudSettings, type Kind, type ModelImage, ModelImages } from "./modelImages";

// biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
const resources: Readonly<Record<Kind, { resource: ImageResource<any>; args: Props }>> = {
  name: { resource: volumeImage, args: { name: "golden", volumeId: "16369c5d-384d-4e64-b37a-56d898769362" } },
  tag: {
    resource: dataImage,
    args: { name: "golden", source: { bucket: "disks", object: "golden.qcow2" }, minDiskGiB: 40 },
  },
  uuid: {
    resource: dataVolumeTemplate,
    args: {
      name: "golden",
      snapshotUuid: "6c8c6b0ea9844ff3bc58cc46b2fde6ce",
      backupStorageUuids: ["7d8c6b0ea9844ff3bc58cc46b2fde6ce"],
    },
  },
};

export interface World extends ModelWorld {
  readonly engine: ModelEngine;
  readonly args: Props;
  later(ms: number): Promise<void>;
}

export type Story = (world: World, path: Path) => Promise<void>;

/** The story in a world of its own: what may go wrong goes wrong in it, and afterwards everything must come right. */
export function inWorld(settings: CloudSettings, story: Story): (path: Path) => Promise<void> {
  return async (path) => {
    const clock = virtualClock();
    const images = new ModelImages(settings, clock);
    const calls = new ModelCalls(images, clock, path);
    const { resource, args } = resources[settings.kind];
    const engine = new ModelEngine(
      { ...resource, preflight: async () => [] },
      { images, calls },
      clock,
      path,
    );
    const world: World = { images, calls, engine, args, later: (ms) => clock.sleep(ms) };
    await story(world, path);
    engine.forgetsNothing();
    await comesRight(world, path);
  };
}

/** From wherever the story has led: with a fair cloud some `up`s end with the image, and a destroy with nothing. */
async function comesRight(world: World, path: Path): Promise<void> {
  const { images, calls, engine, later } = world;
  path.fair = true;
  await later(600_000);
  await isMade(world);
  madeOnce(world);
  await later(60_000);
  if (!(await engine.refresh())) throw new Error("the refresh fails");
  const isOurs = await isMade(world);
  madeOnce(world);
  if (isOurs) isRecorded(world);
  if (!(await engine.destroy())) throw new Error("the destroy fails");
  const left = images.ours.filter((image) => image !== calls.claimedByAnother && !isOver(image, calls));
  if (left.length > 0) throw new Error(`left after the destroy: ${left.map(({ id }) => id).join(", ")}`);
  const { claimedByAnother } = calls;
  if (claimedByAnother?.gone) throw new Error(`another's image ${claimedByAnother.id} was deleted`);
  if (images.all.find(({ id }) => id === "bystander")?.gone)
    throw new Error("a bystander's image was deleted");
}

/** Nobody can know of it, or would want to: taken over for a state that was never written, or given up by the cloud. `orphans` lists both. */
function isOver(image: ModelImage, calls: ModelCalls): boolean {
  return image.fails || calls.isOrphan(image);
}

const MOST_UPS = 4;

/** False where the image has become another's: then the resource is the user's to remove. */
async function isMade({ calls, engine, args, later }: World): Promise<boolean> {
  for (let attempt = 1; attempt <= MOST_UPS; attempt += 1) {
    if (await engine.up(args)) return true;
    if (calls.claimedByAnother?.id === engine.recorded?.outputs.imageId) return false;
    await later(600_000);
    await engine.refresh(); // as the error of an image that is gone says
  }
  throw new Error(`no \`up\` of ${MOST_UPS} succeeds`);
}

function isRecorded({ images, engine: { recorded } }: World): void {
  if (recorded === undefined || recorded.failed) throw new Error("the state has no finished image");
  const mine = images.alive.find(({ id }) => id === recorded.outputs.imageId);
  if (mine === undefined) throw new Error("the state's image does not exist");
  if (claimOn(mine.tags) !== recorded.outputs.claim)
    throw new Error("the image does not bear the state's claim");
}

/** Of the images that were made for the resource there is none but the state's. */
function madeOnce({ images, calls, engine: { recorded } }: World): void {
  const others = images.ours.filter(
    (image) =>
      image.id !== recorded?.outputs.imageId && image !== calls.claimedByAnother && !isOver(image, calls),
  );
  if (others.length === 0) return;
  throw new Error(`besides the state's image there are ${others.map(({ id }) => id).join(", ")}`);
}

/** An `up`, and another one some time after it. */
export const twoUps =
  (gapMs: number): Story =>
  async ({ engine, args, later }) => {
    await engine.up(args);
    engine.forgetsNothing();
    await later(gapMs);
    await engine.up(args);
  };

export const upThenRefresh: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.refresh();
};

export const upThenDestroy: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.destroy();
};

export const upThenChange: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up(args);
  await later(60_000);
  path.fair = false;
  await engine.up({ ...args, description: "changed" });
};

export const upThenReplace: Story = async ({ engine, args, later }, path) => {
  path.fair = true;
  await engine.up({ ...args, triggers: ["first"] });
  await later(60_000);
  path.fair = false;
  await engine.up(args);
};

export const interruptedThenDestroy: Story = async ({ engine, args }) => {
  await engine.up(args);
  engine.forgetsNothing();
  await engine.destroy();
};
