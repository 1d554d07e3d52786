import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../../clouds/cloud";
import type { Image } from "../../clouds/image";
import { traits } from "../../clouds/profiles/traits";
import { unlessAbsent } from "../../clouds/unlessGone";
import { CloudError, explain, NotFoundError, UnavailableError } from "../../http/errors";
import { printable } from "../../http/log/printable";
import { openLimit } from "../../http/openLimit";
import { matching } from "../../lifecycle/find/matching";
import { isUnclaimed } from "../../lifecycle/marks/marker";
import { hushing } from "../hush";
import { configValue } from "../program/configValue";
import { type Connections, connections } from "../program/connections";
import { refuseStrayConfig } from "../program/refuseStrayConfig";
import { secretsAmong, shownArgs } from "../program/secretArgs";
import { configuredSources } from "../program/sources";
import { turns } from "../program/turns";
import type { FoundImage } from "./foundImage";
import type { GetImageArgs, GetImagesArgs } from "./lookupArgs";
import { checkMany, checkOne } from "./lookupArgs";
import { toFound } from "./toFound";

/** A look-up that takes longer has failed. */
const WITHIN_MS = 60_000;

/**
 * The project's images that can be used, the newest first; none is an empty list. It runs in the program, in previews too,
 * and only reads. Images that are not finished, and those hidden on OpenStack, are passed over.
 *
 * @throws when an argument is wrong, when the cloud refuses, and when it does not answer within a minute.
 */
export function getImages(args: GetImagesArgs = {}): Promise<FoundImage[]> {
  return lookUp(many, args);
}

/**
 * One image, by its id or by what else is known of it.
 *
 * @throws as `getImages`, and when there is no such image, or several and not `newest`.
 */
export function getImage(args: GetImageArgs): Promise<FoundImage> {
  return lookUp(one, args);
}

/** `getImages` with arguments that may be outputs; what is not known yet in a preview is looked up by the update. */
export function getImagesOutput(args: pulumi.Input<Inputs<GetImagesArgs>> = {}): pulumi.Output<FoundImage[]> {
  return lookUpOutput(many, args);
}

/** `getImage` with arguments that may be outputs. */
export function getImageOutput(args: pulumi.Input<Inputs<GetImageArgs>>): pulumi.Output<FoundImage> {
  return lookUpOutput(one, args);
}

/** Outputs may stand anywhere: of a union each member is one, with outputs in it. */
type Inputs<Args> = Args extends object ? { [Field in keyof Args]: pulumi.Input<Inputs<Args[Field]>> } : Args;

interface LookUp<Args, Result> {
  readonly name: string;
  check(args: Args): void;
  look(cloud: Cloud, args: Args, options: Options): Promise<Result>;
}

const many: LookUp<GetImagesArgs, FoundImage[]> = {
  name: "getImages",
  check: checkMany,
  async look(cloud, args, options) {
    const found = await usable(cloud, args, options);
    return shown(cloud, found.slice(0, args.limit), options);
  },
};

const one: LookUp<GetImageArgs, FoundImage> = {
  name: "getImage",
  check: checkOne,
  async look(cloud, args, options) {
    const image =
      args.imageId === undefined
        ? await onlyOne(cloud, args, options)
        : await byId(cloud, args.imageId, options);
    const [found] = await shown(cloud, [image], options);
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

async function usable(
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
  const wanted = shownArgs(given, options.secrets);
  const [first, ...others] = await usable(cloud, args, options);
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

async function shown(cloud: Cloud, images: readonly Image[], options: Options): Promise<FoundImage[]> {
  const inTurn = turns(AT_A_TIME);
  const whole = traits[cloud.profile].listsLeaveOutTags
    ? await Promise.all(images.map(({ id }) => inTurn(() => unlessAbsent(cloud.showImage(id, options)))))
    : images;
  const location = await cloud.location();
  return whole.flatMap((image) => (image === undefined ? [] : [toFound(image, location)]));
}

/** The clouds of a stack. Where a cloud counts sessions, they are ended when the last look-up that runs is over. */
interface Open {
  readonly clouds: Connections;
  running: number;
  counted: boolean;
}

/** By the configuration: a process may run the programs of several stacks, one after the other or at once. */
const open = new Map<string, Open>();

async function lookUp<Args extends { readonly cloud?: string }, Result>(
  { name, check, look }: LookUp<Args, Result>,
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
  const limit = openLimit(WITHIN_MS, undefined, late);
  const hush = hushing({ args, secrets }); // before anything is asked: what is asked is logged
  try {
    refuseStrayConfig();
    check(args);
    mine.clouds.profile(args.cloud); // refuses what looks misspelt
    const cloud = mine.clouds.connect(args.cloud);
    mine.counted ||= cloud.close !== undefined;
    const deadline = cloud.clock.now() + WITHIN_MS;
    return await look(cloud, args, { signal: limit.signal, deadline, secrets });
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

function lookUpOutput<Args extends { readonly cloud?: string }, Result>(
  what: LookUp<Args, Result>,
  args: pulumi.Input<Inputs<Args>>,
): pulumi.Output<Result> {
  const look = async (known: unknown) =>
    lookUp(what, known as Args, await secretsAmong(args as pulumi.Input<object>, known as object));
  return pulumi.output(args).apply(look) as pulumi.Output<Result>;
}
