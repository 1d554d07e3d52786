import { z } from "zod";
import type { World } from "../world/world";

const common = {
  /** A route's name, `"ims.*"` or `"*"`. */
  route: z.string().min(1),
  /** Only calls with this query parameter suffer; with a `!` before it, only those without. */
  query: z.string().min(1).optional(),
  /** Which matching call from now, counted from 1, is the first to suffer. */
  nth: z.int().min(1).default(1),
  /** How many matching calls in a row suffer. */
  times: z.int().min(1).default(1),
  /** Of these only so many suffer, by chance: 0.05 is one in twenty. */
  share: z.number().gt(0).max(1).default(1),
  /** Which ones: the same seed, the same of them. */
  seed: z.int().default(1),
  /** The request takes effect; only its answer is replaced or lost. */
  applied: z.boolean().default(false),
};
const kind = <Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) =>
  z.strictObject({ ...common, kind: z.literal(name), ...shape });

export const faultSchema = z.discriminatedUnion("kind", [
  kind("status", {
    status: z.int().min(200).max(599),
    /** Text as it is, anything else as JSON; by default the envelope that the route's vendor uses. */
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  kind("throttle", {
    /**
     * Seconds or an HTTP date, sent as the header; documented by nobody but Cinder
     * (docs/vendors/open-telekom-and-huawei.md#throttling).
     */
    retryAfter: z.union([z.number(), z.string()]).optional(),
    envelope: z.enum(["gateway", "ims-400", "cinder-413"]).optional(),
  }),
  kind("delay", { delayMs: z.number().min(0) }),
  kind("reset", {}),
  kind("resetBody", {}),
  kind("truncate", {}),
  kind("noHeaders", {}),
  kind("stallBody", {}),
  kind("oversize", { bytes: z.int().min(1) }),
  kind("garbage", {}),
  kind("hugeHeader", {
    bytes: z
      .int()
      .min(1)
      .default(256 * 1024),
  }),
  kind("html", { status: z.int().min(200).max(599).default(502) }),
  kind("redirect", { location: z.string(), status: z.int().min(300).max(399).default(307) }),
  kind("unauthorized", {}),
  /** A success by its status, an error by its body: ZStack's pages have it so, gateways do it. */
  kind("errorInside", { status: z.int().min(200).max(299).default(200) }),
  kind("notJson", { status: z.int().min(200).max(599).default(200) }),
]);

export type FaultPlan = z.infer<typeof faultSchema>;
export type NewFault = z.input<typeof faultSchema>;

export interface Fault {
  readonly id: number;
  readonly plan: FaultPlan;
  /** Matching calls so far. */
  seen: number;
  played: number;
}

let lastId = 0;

export function addFault(world: World, given: NewFault): Fault {
  lastId += 1;
  const fault: Fault = { id: lastId, plan: faultSchema.parse(given), seen: 0, played: 0 };
  world.faults.push(fault);
  return fault;
}

/** Every matching fault counts the call; the one added first that is due is played. */
export function dueFault(world: World, route: string, query: URLSearchParams): FaultPlan | undefined {
  const due = world.faults.filter((fault) => {
    const { nth, times, share, seed } = fault.plan;
    if (!covers(fault.plan.route, route) || !fits(fault.plan.query, query)) return false;
    fault.seen += 1;
    return fault.seen >= nth && fault.seen < nth + times && chance(seed, fault.seen) < share;
  })[0];
  if (due) due.played += 1;
  return due?.plan;
}

const covers = (pattern: string, route: string): boolean =>
  pattern === "*" || pattern === route || (pattern.endsWith(".*") && route.startsWith(pattern.slice(0, -1)));

const fits = (asked: string | undefined, query: URLSearchParams): boolean =>
  asked === undefined || (asked.startsWith("!") ? !query.has(asked.slice(1)) : query.has(asked));

/** The `n`th number of a seed, in [0, 1): mulberry32. */
function chance(seed: number, n: number): number {
  const state = (Math.imul(seed, 0x9e3779b1) + Math.imul(n, 0x6d2b79f5)) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
