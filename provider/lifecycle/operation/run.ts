import type { Cloud } from "../../clouds/cloud";
import type { Profile } from "../../clouds/settings";
import { explain } from "../../http/errors";
import type { Rank } from "../../http/queue/errand";
import type { CommonArgs, FieldKind, ImageResource } from "../../resources/resource";
import { deriveMarker } from "../marks/marker";
import { same } from "../state/change";
import { argsIn, type Props, parseArgs } from "../state/inputs";
import { toCloudError } from "./bug";
import type { Call } from "./call";
import type { Host, ResourceLog } from "./host";
import { operationLog } from "./operationLog";
import { endingOptions, type OperationOptions, operationOptions, rankedOptions } from "./operationOptions";
import { type Operation, timeoutMs } from "./timeoutMs";

/** One operation on one resource: everything its steps need. */
export interface Run<Args extends CommonArgs = CommonArgs> {
  readonly resource: ImageResource<Args>;
  readonly args: Args;
  readonly kinds: Readonly<Record<string, FieldKind>>;
  /** What arguments that are set in place fall back to. */
  readonly fallbacks: Props;
  /** The user's arguments as passed, for the record. */
  readonly given: Props;
  readonly call: Call;
  readonly cloud: Cloud;
  readonly host: Host;
  readonly log: ResourceLog;
  readonly marker: string;
  /** Milliseconds since the epoch at which the operation began. */
  readonly since: number;
  /** Milliseconds since the epoch at which the operation gives up; it moves on while a call of ours queues. */
  readonly deadline: number;
  /** For every call: ends with the deadline, or when the run is interrupted. */
  readonly options: OperationOptions;
  /** Aborted as soon as the run is to end: nothing new is begun then. */
  readonly ending: AbortSignal;
}

/** Opens an operation that needs the arguments: create and update. */
export function openRun<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  call: Call,
  operation: Operation,
  host: Host,
): Run<Args> {
  const given = argsIn(inputs);
  const profile = host.profile(cloudName(given));
  const args = parseArgs(resource, given, profile);
  const cloud = host.connect(args.cloud);
  const [kinds, fallbacks] = [resource.kinds(profile), resource.fallbacks(profile)];
  const marker = deriveMarker(call.owner, call.urn, replacing(resource, given, profile));
  const since = cloud.clock.now();
  const log = operationLog(host.log(call.urn), given.name);
  const allowedMs = timeoutMs(operation, args.timeouts, call.timeouts);
  const rank = operation === "create" ? "create" : "take-over";
  const options = operationOptions(rank, cloud, allowedMs, host.signal, log);
  const ending = host.ending ?? host.signal;
  const common = { resource, args, kinds, fallbacks, given, call, cloud, host, log, marker };
  return withOptions({ ...common, since, ending }, options);
}

/** The same run, for calls of this rank. */
export function ranked<Args extends CommonArgs>(run: Run<Args>, rank: Rank): Run<Args> {
  return withOptions(run, rankedOptions(run.options, rank));
}

/** The same run, for what is asked before anything is begun: nobody needs the answers once the run is to end. */
export function beforeAnything<Args extends CommonArgs>(run: Run<Args>): Run<Args> {
  return withOptions(run, endingOptions(run.options, run.ending));
}

function withOptions<Args extends CommonArgs>(
  run: Omit<Run<Args>, "options" | "deadline">,
  options: OperationOptions,
): Run<Args> {
  return {
    ...run,
    options,
    get deadline() {
      return options.deadline;
    },
  };
}

export function cloudName(given: Props): string | undefined {
  return typeof given.cloud === "string" ? given.cloud : undefined;
}

/**
 * The arguments that make another image when they change, those left out as the create sends them. One that came after the
 * first version counts only when it is given, and is not what a create sends anyway: or a release would give every unfinished
 * image another mark.
 */
export function replacing<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  given: Props,
  profile: Profile,
): Props {
  const kinds = resource.kinds(profile);
  const defaults: Props = resource.defaults(profile);
  const unmarked = resource.unmarked(profile);
  const isLeftOut = (field: string, value: unknown) =>
    isNoTrigger(field, value) || (unmarked.includes(field) && same(value, defaults[field]));
  return Object.fromEntries(
    Object.entries({ ...defaults, ...given }).filter(
      ([field, value]) => kinds[field] === "replace" && !isLeftOut(field, value),
    ),
  );
}

/** An empty list of triggers is none: writing one out must not make a new image. */
function isNoTrigger(field: string, value: unknown): boolean {
  return field === "triggers" && typeof value === "object" && Object.keys(value ?? {}).length === 0;
}

/** The message for people: what failed, what the cloud said, what to do. The engine names the resource. */
export function describe(doing: string, error: unknown, log: ResourceLog): string {
  return `${doing}: ${explain(toCloudError(error, log))}`;
}
