import {
  type CloudName,
  type ImageView,
  type LocalCloud,
  type LocalCloudOptions,
  startCloud,
  type TemplateView,
  type VolumeView,
} from "../../../local-cloud";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import { type Memory, type ProcessOptions, type ProviderProcess, providerProcess } from "./providerProcess";
import type { Routes } from "./routes";
import { type SkippingClock, skippingClock } from "./skippingClock";
import { Stack } from "./stack";
import { type Subject, subjectOn } from "./subjects";

/** One local cloud on a virtual clock, what an image is made from in it, and as many provider processes as a story needs. */
export interface Lab {
  readonly subject: Subject;
  readonly profile: CloudName;
  readonly routes: Routes;
  readonly cloud: LocalCloud;
  readonly clock: SkippingClock;
  readonly volume: VolumeView;
  /** Arguments of an image from the source that is there. */
  args(more?: Props): Props;
  /** Those that name another source like it. */
  otherSource(): Props;
  stack(name?: string, ownedBy?: string): Stack;
  /** A new provider process: its own connection, token and interruption. */
  process(options?: ProcessOptions): ProviderProcess;
  /** Names of the routes called since the last `forget`, in order. */
  wire(): string[];
  /** The same, with repeated polls counted once. */
  history(): string[];
  /** How many create calls the cloud got. */
  creates(): number;
  forget(): void;
  /** The images that the cloud has, by name, status and tags. */
  images(): { name: string; status: string; tags: string[] }[];
  image(): ImageView;
  /** The templates that ZStack has: not deleted. */
  templates(): TemplateView[];
  /** The images or templates that there are. */
  existing(): { id: string; name: string }[];
  close(): Promise<void>;
}

export interface LabOptions extends LocalCloudOptions {
  /** Where the volume is; by default in the first project of the profile. */
  readonly project?: string | undefined;
  /** The cloud can go down and come back at the same address (faults/refusedConnection.ts). */
  readonly ownPort?: boolean;
}

/** Told no more than a cloud, the lab is for VolumeImage, or on ZStack for DataVolumeTemplate. */
export async function openLab(
  about: Subject | CloudName,
  { project, ownPort = false, settings, ...options }: LabOptions = {},
): Promise<Lab> {
  const subject = typeof about === "string" ? subjectOn(about) : about;
  const { profile, routes } = subject;
  const clock = skippingClock();
  const start = (port?: number) =>
    startCloud({
      clock,
      ...options,
      ...(port !== undefined && { port }),
      settings: { strictSignatures: true, ...subject.settings, ...settings },
    });
  const cloud = await (ownPort ? onOwnPort(start) : start());
  const where = {
    profile: profile === "zstack" ? "otc" : profile,
    ...(project !== undefined && { project }),
  } as const;
  const volume = cloud.addVolume({ ...where, sizeGiB: 20 });
  const source = subject.madeBy === "export" ? { volumeId: volume.id } : subject.source(cloud);
  const wire = () => cloud.requests().map(({ route, method, path }) => route ?? `${method} ${path}`);
  const templates = () => cloud.templates().filter(({ status }) => status !== "Deleted");
  let processes = 0;
  const machines = new Map<string, Memory>();
  return {
    subject,
    profile,
    routes,
    cloud,
    clock,
    volume,
    args: (more = {}) => ({ name: "golden", ...source, ...more }),
    otherSource: () => subject.source(cloud, true),
    stack: (name = "golden", ownedBy) => new Stack(name, subject.resource, ownedBy),
    process: (own = {}) => {
      processes += 1;
      const { machine = "here" } = own;
      const memory = machines.get(machine) ?? { sent: new Map(), held: new Set() };
      machines.set(machine, memory);
      return providerProcess(cloud, clock, processes, memory, { entry: profile, ...own });
    },
    wire,
    history: () => wire().filter((route, at, all) => route !== all[at - 1]),
    creates: () => wire().filter((route) => route === routes.create).length,
    forget: () => cloud.clearRequests(),
    images: () => cloud.images().map(({ name, status, tags }) => ({ name, status, tags: [...tags].sort() })),
    image: () => {
      const [image, ...others] = cloud.images();
      if (image === undefined || others.length > 0)
        throw new Error(`one image expected, not ${others.length}`);
      return image;
    },
    templates,
    existing: () =>
      subject.madeBy === "template"
        ? templates().map(({ uuid, name }) => ({ id: uuid, name }))
        : cloud.images().map(({ id, name }) => ({ id, name })),
    close: () => cloud.close(),
  };
}

/** Below those that a system gives out by itself: while the cloud is down nobody else is given its port. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;

async function onOwnPort(start: (port: number) => Promise<LocalCloud>): Promise<LocalCloud> {
  for (let at = process.pid; ; at++) {
    try {
      return await start(FIRST_PORT + (at % PORTS));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
}
