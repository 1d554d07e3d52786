import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { traits } from "../../clouds/profiles/traits";
import { unlessAbsent } from "../../clouds/unlessGone";
import { CloudError, explain, NotFoundError, UnavailableError } from "../../http/errors";
import { printable } from "../../http/log/printable";
import { openTimeout } from "../../http/openTimeout";
import { matching } from "../../lifecycle/find/matching";
import { isUnclaimed } from "../../lifecycle/marks/marker";
import { hushing } from "../hush";
import { configValue } from "../program/configValue";
import { type Connections, connections } from "../program/connections";
import { limitConcurrency } from "../program/limitConcurrency";
import { refuseStrayConfig } from "../program/refuseStrayConfig";
import { redactedArgs, secretsAmong } from "../program/secretArgs";
import { configuredSources } from "../program/sources";
import type { FoundImage } from "./foundImage";
import type { GetImageArgs, GetImagesArgs } from "./lookupArgs";
import { checkMany, checkOne } from "./lookupArgs";
import { toFoundImage } from "./toFoundImage";

/** A look-up that takes longer has failed. */
const WITHIN_MS = 60_000;

/**
 * The project's images that can be used, the newest first; none is an empty list. It runs in the program, in previews too,
 * and only reads. Images that are not finished, and those hidden on OpenStack, are passed over.
 *
 * @throws when an argument is wrong, when the cloud refuses, and when it does not answer within a minute.
 */
export function getImages(args: GetImagesArgs = {}): Promise<FoundImage[]> {
  return lookup(many, args);
}

/**
 * One image, by its id or by what else is known of it.
 *
 * @throws as `getImages`, and when there is no such image, or several and not `newest`.
 */
export function getImage(args: GetImageArgs): Promise<FoundImage> {
  return lookup(one, args);
}

/** `getImages` with arguments that may be outputs; what is not known yet in a preview is looked up by the update. */
export function getImagesOutput(args: pulumi.Input<Inputs<GetImagesArgs>> = {}): pulumi.Output<FoundImage[]> {
  return lookupOutput(many, args);
}

/** `getImage` with arguments that may be outputs. */
export function getImageOutput(args: pulumi.Input<Inputs<GetImageArgs>>): pulumi.Output<FoundImage> {
  return lookupOutput(one, args);
}

/** Outputs may stand anywhere: of a union each member is one, with outputs in it. */
type Inputs<Args> = Args extends object ? { [Field in keyof Args]: pulumi.Input<Inputs<Args[Field]>> } : Args;

interface Lookup<Args, Result> {
  readonly name: string;
  check(args: Args): void;
  run(cloud: Cloud, args: Args, options: Options): Promise<Result>;
}

const many: Lookup<GetImagesArgs, FoundImage[]> = {
  name: "getImages",
  check: checkMany,
  async run(cloud, args, options) {
    const found = await usableImages(cloud, args, options);
    return foundImages(cloud, found.slice(0, args.limit), options);
  },
};

const one: Lookup<GetImageArgs, FoundImage> = {
  name: "getImage",
  check: checkOne,
  async run(cloud, args, options) {
    const image =
      args.imageId === undefined
        ? await onlyOne(cloud, args, options)
        : await byId(cloud, args.imageId, options);
    const [found] = await foundImages(cloud, [image], options);
    if (found === undefined) throw none(cloud, `image ${image.id} any more`);
    return found;
  },
};

interface Options {
  readonly signal: AbortSignal;
  readonly deadline: number;
  /** The arguments that come from a secret. */
  readonly secrets: ReadonlySet<string>;
}

async function usableImages(
  cloud: Cloud,
  { name, namePattern: pattern, tags = {}, source }: GetImagesArgs,
  options: Options,
): Promise<Image[]> {
  const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }));
  const wanted = { name, pattern, tags: pairs, source };
  const found = await matching(cloud, wanted, { ...options, withoutHidden: true });
  return found.filter((image) => image.phase === "active" && image.hidden !== true && !isUnclaimed(image));
}

async function onlyOne(cloud: Cloud, args: GetImageArgs, options: Options): Promise<Image> {
  const { newest, cloud: _, ...given } = args;
  const wanted = redactedArgs(given, options.secrets);
  const [first, ...others] = await usableImages(cloud, args, options);
  if (first === undefined) throw none(cloud, `usable image with ${wanted}`);
  if (others.length === 0 || newest === true) return first;
  const ids = [first, ...others.slice(0, 4)].map(({ id, createdAt }) => `${id} of ${createdAt}`).join(", ");
  throw new CloudError(
    `cloud "${cloud.name}" has ${others.length + 1} images with ${wanted}: ${ids}${others.length > 4 ? ", …" : ""}`,
    { outcome: "rejected", hint: "say more of the one that is meant, or take the newest: `newest: true`" },
  );
}

async function byId(cloud: Cloud, id: string, options: Options): Promise<Image> {
  const image = await unlessAbsent(cloud.showImage(id, options));
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

async function foundImages(cloud: Cloud, images: readonly Image[], options: Options): Promise<FoundImage[]> {
  const limited = limitConcurrency(AT_A_TIME);
  const whole = traits[cloud.profile].listsLeaveOutTags
    ? await Promise.all(images.map(({ id }) => limited(() => unlessAbsent(cloud.showImage(id, options)))))
    : images;
  const location = await cloud.location();
  return whole.flatMap((image) => (image === undefined ? [] : [toFoundImage(image, location)]));
}

/** The clouds of a stack. Where a cloud counts sessions, they are ended when the last look-up that runs is over. */
interface Open {
  readonly clouds: Connections;
  running: number;
  counted: boolean;
}

/** By the configuration: a process may run the programs of several stacks, one after the other or at once. */
const open = new Map<string, Open>();

async function lookup<Args extends { readonly cloud?: string }, Result>(
  { name, check, run }: Lookup<Args, Result>,
  args: Args,
  secrets: ReadonlySet<string> = new Set(),
): Promise<Result> {
  const sources = configuredSources(configValue);
  const stack = JSON.stringify(sources.stackConfig);
  const mine = open.get(stack) ?? {
    clouds: connections(sources, (text) => void pulumi.log.warn(printable(text))),
    running: 0,
    counted: false,
  };
  open.set(stack, mine);
  mine.running += 1;
  const late = new UnavailableError(`no answer within ${WITHIN_MS / 1000} s`, { outcome: "not-sent" });
  const limit = openTimeout(WITHIN_MS, undefined, late);
  const hush = hushing({ args, secrets }); // before anything is asked: what is asked is logged
  try {
    refuseStrayConfig();
    check(args);
    mine.clouds.profile(args.cloud); // refuses what looks misspelt
    const cloud = mine.clouds.connect(args.cloud);
    mine.counted ||= cloud.close !== undefined;
    const deadline = cloud.clock.now() + WITHIN_MS;
    return await run(cloud, args, { signal: limit.signal, deadline, secrets });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const told = printable(hush(explain(error)));
    throw new pulumi.RunError(`${name}: ${told}`); // for people: without a stack
  } finally {
    limit.close();
    mine.running -= 1;
    if (mine.running === 0 && mine.counted) {
      if (open.get(stack) === mine) open.delete(stack);
      await mine.clouds.close();
    }
  }
}

function lookupOutput<Args extends { readonly cloud?: string }, Result>(
  what: Lookup<Args, Result>,
  args: pulumi.Input<Inputs<Args>>,
): pulumi.Output<Result> {
  const look = async (known: unknown) =>
    lookup(what, known as Args, await secretsAmong(args as pulumi.Input<object>, known as object));
  return pulumi.output(args).apply(look) as pulumi.Output<Result>;
}
