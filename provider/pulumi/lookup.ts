import * as pulumi from "@pulumi/pulumi";
import type { Cloud, CloudLocation } from "../clouds/cloud";
import type { Image } from "../clouds/image";
import { CloudError, explain, NotFoundError, UnavailableError } from "../http/errors";
import { redact } from "../http/redact";
import { isUnclaimed, userTags } from "../lifecycle/marker";
import { matching } from "../lifecycle/matching";
import { type Connections, connections } from "./connections";
import { checkMany, checkOne, type GetImageArgs, type GetImagesArgs } from "./lookupArgs";
import { configuredSources } from "./sources";
import { turns } from "./turns";

/** An image that was looked up: plain values. */
export interface FoundImage {
  /** Its id in the cloud. */
  readonly imageId: string;
  readonly name: string;
  /** The cloud's word. */
  readonly status: string;
  readonly description: string;
  /** Without the one of this package. ZStack's are `userTags`. */
  readonly tags: Readonly<Record<string, string>>;
  /** On ZStack; elsewhere empty. */
  readonly userTags: readonly string[];
  readonly visibility: string;
  readonly protected: boolean;
  readonly minDiskGiB: number;
  readonly minRamMiB: number;
  /** 0: no limit. */
  readonly maxRamMiB: number;
  readonly osType: string;
  readonly firmwareType: string;
  /** Where the cloud tells it. */
  readonly sizeBytes: number | undefined;
  /** Where the cloud tells it. */
  readonly checksum: string | undefined;
  readonly diskFormat: string;
  readonly containerFormat: string;
  /** What it was made from, as the cloud writes it: `instance,<id>`, `file,<bucket:object>`, `volumeSnapshot://<uuid>`. OpenStack does not. */
  readonly dataOrigin: string | undefined;
  /** The backup behind a full-ECS image. */
  readonly backupId: string | undefined;
  /** RFC 3339, UTC; ZStack writes it in its server's zone. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly region: string;
  readonly projectId: string;
  readonly endpoint: string;
}

/** A look-up that takes longer has failed. */
const WITHIN_MS = 60_000;

/**
 * The project's images that can be used, the newest first; none is an empty list. It runs in the program, in previews too,
 * and only reads. Images that are not finished are passed over.
 *
 * @throws when an argument is wrong, when the cloud refuses, and when it does not answer within a minute.
 */
export function getImages(args: GetImagesArgs = {}): Promise<FoundImage[]> {
  return lookUp("getImages", args, checkMany, async (cloud, options) => {
    const found = await usable(cloud, args, options);
    return shown(cloud, found.slice(0, args.limit), options);
  });
}

/**
 * One image, by its id or by what else is known of it.
 *
 * @throws as `getImages`, and when there is no such image, or several and not `newest`.
 */
export function getImage(args: GetImageArgs): Promise<FoundImage> {
  return lookUp("getImage", args, checkOne, async (cloud, options) => {
    const image =
      args.imageId === undefined
        ? await onlyOne(cloud, args, options)
        : await byId(cloud, args.imageId, options);
    const [found] = await shown(cloud, [image], options);
    if (found === undefined) throw none(cloud, `image ${image.id} any more`);
    return found;
  });
}

/** `getImages` with arguments that may be outputs; what is not known yet in a preview is looked up by the update. */
export function getImagesOutput(args: pulumi.Input<Inputs<GetImagesArgs>> = {}): pulumi.Output<FoundImage[]> {
  return pulumi.output(args).apply((known) => getImages(known as GetImagesArgs)) as pulumi.Output<
    FoundImage[]
  >;
}

/** `getImage` with arguments that may be outputs. */
export function getImageOutput(args: pulumi.Input<Inputs<GetImageArgs>>): pulumi.Output<FoundImage> {
  return pulumi.output(args).apply((known) => getImage(known as GetImageArgs)) as pulumi.Output<FoundImage>;
}

type Inputs<Args> = { [Field in keyof Args]: pulumi.Input<Args[Field]> };

interface Options {
  readonly signal: AbortSignal;
  readonly deadline: number;
}

async function usable(
  cloud: Cloud,
  { name, namePattern: pattern, tags = {}, source }: GetImagesArgs,
  options: Options,
): Promise<Image[]> {
  const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }));
  const found = await matching(cloud, { name, pattern, tags: pairs, source }, options);
  return found.filter((image) => image.phase === "active" && !isUnclaimed(image));
}

async function onlyOne(cloud: Cloud, args: GetImageArgs, options: Options): Promise<Image> {
  const { newest, cloud: _, ...wanted } = args;
  const [first, ...others] = await usable(cloud, args, options);
  if (first === undefined) throw none(cloud, `usable image with ${JSON.stringify(wanted)}`);
  if (others.length === 0 || newest === true) return first;
  const ids = [first, ...others.slice(0, 4)].map(({ id, createdAt }) => `${id} of ${createdAt}`).join(", ");
  throw new CloudError(
    `cloud "${cloud.name}" has ${others.length + 1} images with ${JSON.stringify(wanted)}: ${ids}${others.length > 4 ? ", …" : ""}`,
    { outcome: "rejected", hint: "say more of the one that is meant, or take the newest: `newest: true`" },
  );
}

async function byId(cloud: Cloud, id: string, options: Options): Promise<Image> {
  const image = await cloud.showImage(id, options);
  if (image !== undefined) return image;
  throw none(cloud, `image ${id}`);
}

function none(cloud: Cloud, what: string): NotFoundError {
  return new NotFoundError(`cloud "${cloud.name}" has no ${what}`, {
    outcome: "rejected",
    hint: "check what is asked for, and that the cloud, region and project are the image's",
  });
}

/** How many images ZStack is asked for at once: its lists leave out the user's tags. */
const AT_A_TIME = 4;

async function shown(cloud: Cloud, images: readonly Image[], options: Options): Promise<FoundImage[]> {
  const inTurn = turns(AT_A_TIME);
  const whole =
    cloud.profile === "zstack"
      ? await Promise.all(images.map(({ id }) => inTurn(() => cloud.showImage(id, options))))
      : images;
  const location = await cloud.location();
  return whole.flatMap((image) => (image === undefined ? [] : [toFound(image, location)]));
}

function toFound(image: Image, location: CloudLocation): FoundImage {
  return {
    imageId: image.id,
    name: image.name,
    status: image.status,
    description: image.description,
    tags: userTags(image.tags),
    userTags: image.template?.userTags ?? [],
    visibility: image.visibility,
    protected: image.protected,
    minDiskGiB: image.minDiskGiB,
    minRamMiB: image.minRamMiB,
    maxRamMiB: image.maxRamMiB,
    osType: image.osType,
    firmwareType: image.firmwareType,
    sizeBytes: image.sizeBytes,
    checksum: image.checksum,
    diskFormat: image.diskFormat,
    containerFormat: image.containerFormat,
    dataOrigin: image.dataOrigin ?? image.template?.url,
    backupId: image.backupId,
    createdAt: image.createdAt,
    updatedAt: image.updatedAt,
    region: location.region,
    projectId: location.projectId,
    endpoint: location.endpoint,
  };
}

/** The clouds of this program. Where a cloud counts sessions, they are ended when the last look-up that runs is over. */
let open: { readonly clouds: Connections; running: number; counted: boolean } | undefined;

async function lookUp<Args extends { readonly cloud?: string }, Result>(
  what: string,
  args: Args,
  check: (args: Args) => void,
  look: (cloud: Cloud, options: Options) => Promise<Result>,
): Promise<Result> {
  open ??= {
    clouds: connections(configuredSources(read), (text) => void pulumi.log.warn(redact(text))),
    running: 0,
    counted: false,
  };
  const mine = open;
  mine.running += 1;
  const limit = new AbortController();
  const late = new UnavailableError(`no answer within ${WITHIN_MS / 1000} s`, { outcome: "not-sent" });
  const timer = setTimeout(() => limit.abort(late), WITHIN_MS);
  try {
    check(args);
    const cloud = mine.clouds.connect(args.cloud);
    mine.counted ||= cloud.close !== undefined;
    return await look(cloud, { signal: limit.signal, deadline: cloud.clock.now() + WITHIN_MS });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw new pulumi.RunError(redact(`${what}: ${explain(error)}`)); // for people: without a stack
  } finally {
    clearTimeout(timer);
    mine.running -= 1;
    if (mine.running === 0 && mine.counted) {
      if (open === mine) open = undefined;
      await mine.clouds.close();
    }
  }
}

function read(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new pulumi.Config(namespace).get(name);
}
