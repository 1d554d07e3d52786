import type { Props } from "../../provider/lifecycle/state/inputs";
import { dataImage } from "../../provider/resources/dataImage";
import { dataVolumeTemplate } from "../../provider/resources/dataVolumeTemplate";
import { fullEcsImage } from "../../provider/resources/fullEcsImage";
import type { ImageResource } from "../../provider/resources/resource";
import { volumeImage } from "../../provider/resources/volumeImage";
import { virtualClock } from "../virtualClock";
import { comesRight } from "./comesRight";
import type { Path } from "./explorer";
import { ModelCalls } from "./modelCalls";
import { ModelEngine, type Stack } from "./modelEngine";
import type { CloudSettings } from "./modelImage";
import { ModelImages } from "./modelImages";
import type { ModelWorld } from "./modelProcess";

export interface World extends ModelWorld {
  readonly engine: ModelEngine;
  /** Of another stack, beside the first. */
  readonly second: (stack: Stack) => ModelEngine;
  readonly engines: readonly ModelEngine[];
  readonly args: Props;
  later(ms: number): Promise<void>;
}

export type Story = (world: World, path: Path) => Promise<void>;

export const FIRST: Stack = {
  name: "",
  urn: "urn:pulumi:dev::lab::pulumi-nodejs:dynamic/cloudimages:Explored::golden",
  owner: "0a1b2c3d",
};

/** The story in a world of its own: what may go wrong goes wrong in it, and afterwards everything must come right. */
export function inWorld(settings: CloudSettings, story: Story): (path: Path) => Promise<void> {
  return async (path) => {
    const clock = virtualClock();
    const images = new ModelImages(settings, clock);
    const calls = new ModelCalls(images, clock, path);
    const { resource, args } = explored(settings);
    const engines: ModelEngine[] = [];
    const second = (stack: Stack): ModelEngine => {
      const engine = new ModelEngine(stack, resource, { images, calls }, clock, path);
      engines.push(engine);
      return engine;
    };
    const engine = second(FIRST);
    const world: World = { images, calls, engine, second, engines, args, later: (ms) => clock.sleep(ms) };
    await story(world, path);
    for (const one of engines) one.forgetsNothing();
    await comesRight(world, path);
  };
}

interface Explored {
  // biome-ignore lint/suspicious/noExplicitAny: each resource has arguments of its own
  readonly resource: ImageResource<any>;
  readonly args: Props;
}

const NAME = "golden";
const BACKUP = "16369c5d-384d-4e64-b37a-56d898769362";

function explored({ kind, isBackup, hasBin }: CloudSettings): Explored {
  const preflight = async () => [];
  if (kind === "name")
    return { resource: { ...volumeImage, preflight }, args: { name: NAME, volumeId: BACKUP } };
  if (kind === "uuid")
    return {
      resource: { ...dataVolumeTemplate, preflight },
      args: {
        name: NAME,
        snapshotUuid: "6c8c6b0ea9844ff3bc58cc46b2fde6ce",
        backupStorageUuids: ["7d8c6b0ea9844ff3bc58cc46b2fde6ce"],
        ...(hasBin === true ? { expunge: true } : {}),
      },
    };
  // Its preflight tells which image has used the backup.
  if (isBackup === true)
    return { resource: fullEcsImage, args: { name: NAME, source: { cbrBackupId: BACKUP } } };
  const source = { bucket: "disks", object: "golden.qcow2" };
  return { resource: { ...dataImage, preflight }, args: { name: NAME, source, minDiskGiB: 40 } };
}
