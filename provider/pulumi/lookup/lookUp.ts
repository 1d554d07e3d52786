import type { Cloud } from "../../clouds/cloud";
import type { Sources } from "../../clouds/settings";
import { CloudError, explain, UnavailableError } from "../../http/errors";
import { printable } from "../../http/log/printable";
import { openTimeout } from "../../http/openTimeout";
import { Errand } from "../../http/queue/errand";
import type { ResourceLog } from "../../lifecycle/operation/host";
import { steps } from "../../polling/steps";
import { type Connections, connections } from "../program/connections";
import { secretMask } from "../secretMask";

/** A look-up that takes longer than this fails; the queue of the calls does not count. */
const LIMIT_MS = 60_000;

/** What one function asks the cloud for. */
export interface Lookup<Args, Result> {
  readonly name: string;
  check(args: Args): void;
  run(cloud: Cloud, args: Args, options: LookupOptions): Promise<Result>;
}

export interface LookupOptions {
  readonly signal: AbortSignal;
  readonly deadline: number;
  /** The calls of one look-up keep together in the queue. */
  readonly errand: Errand;
  /** The names of the arguments that come from a secret. */
  readonly secrets: ReadonlySet<string>;
}

/** Who asks: a program of some stack. */
export interface Asker {
  readonly sources: Sources;
  /** The names of the arguments that come from a secret. */
  readonly secrets: ReadonlySet<string>;
  /** Takes what is wrong with a cloud as a whole. */
  warn(text: string): void;
  /** Says a step that takes long. Absent where nobody listens. */
  readonly during?: ResourceLog["during"];
}

/** Why there is no answer: a text for people, ready to be printed. */
export class LookupError extends Error {}

/**
 * The connections of a stack. If a cloud limits the number of sessions, they are closed when the last running look-up ends. However
 * many run at once, one step is said of them.
 */
interface OpenClouds {
  readonly clouds: Connections;
  running: number;
  hasSessions: boolean;
  /** Called when none runs any more. */
  idle?: () => void;
}

/** One entry for each configuration: a process may run the programs of several stacks, in sequence or at once. */
const openByConfig = new Map<string, OpenClouds>();

/** Checks the arguments, connects, and looks up within a minute; errors are for people, and leave secrets out. */
export async function lookUp<Args extends { readonly cloud?: string }, Result>(
  { check, run }: Lookup<Args, Result>,
  args: Args,
  { sources, secrets, warn, during }: Asker,
): Promise<Result> {
  const stack = JSON.stringify(sources.stackConfig);
  const open: OpenClouds = openByConfig.get(stack) ?? {
    clouds: connections(sources, (text) => warn(printable(text))),
    running: 0,
    hasSessions: false,
  };
  openByConfig.set(stack, open);
  if (open.running === 0)
    void during?.(steps.lookingUp, new Promise<void>((resolve) => (open.idle = resolve)));
  open.running += 1;
  const late = new UnavailableError(`no answer within ${LIMIT_MS / 1000} s`, { outcome: "not-sent" });
  let asked: Cloud | undefined;
  const queue = {
    get busyMs() {
      return asked?.queue.busyMs ?? 0;
    },
  };
  const limit = openTimeout(LIMIT_MS, undefined, late, queue);
  const mask = secretMask({ args, secrets }); // before the first request, because requests are logged
  try {
    check(args);
    open.clouds.profile(args.cloud); // refuses misspelt settings
    const cloud = open.clouds.connect(args.cloud);
    asked = cloud;
    open.hasSessions ||= cloud.close !== undefined;
    const errand = new Errand("preflight");
    const deadline = cloud.clock.now() + LIMIT_MS;
    return await run(cloud, args, { signal: limit.signal, deadline, errand, secrets });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw new LookupError(printable(mask(explain(error))));
  } finally {
    limit.close();
    open.running -= 1;
    if (open.running === 0) open.idle?.();
    if (open.running === 0 && open.hasSessions) {
      if (openByConfig.get(stack) === open) openByConfig.delete(stack);
      await open.clouds.close();
    }
  }
}
