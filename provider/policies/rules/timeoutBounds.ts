import { type Operation, timeoutMs } from "../../lifecycle/operation/timeoutMs";
import { ConfigurationError, durationOf } from "../configuration";
import { imageRule } from "../imageRule";
import { judgeEach } from "../judgeEach";
import type { Setting } from "../rule";

interface Bounds {
  readonly atLeast: string;
  readonly atMost: string;
}

const bounds = (what: string, atLeast: string, atMost: string): Setting => ({
  type: "object",
  properties: { atLeast: { type: "string" }, atMost: { type: "string" } },
  required: ["atLeast", "atMost"],
  additionalProperties: false,
  default: { atLeast, atMost },
  description: `Bounds of ${what}, such as "90s", "30m", "1h30m"`,
});

/**
 * Sets bounds for timeouts: those of the argument `timeouts`, else of the option `customTimeouts`, else the
 * defaults.
 *
 * Policy `timeout-bounds`, by default advisory. A wait that is too short fails each time the cloud is slow;
 * one that is too long blocks the pipeline. Set the argument `timeouts`, or the option `customTimeouts`, to
 * a time within the bounds.
 *
 * - `create` (default `{"atLeast":"10m","atMost":"6h"}`): Bounds of the wait of a create, such as "90s",
 * "30m", "1h30m".
 * - `update` (default `{"atLeast":"10m","atMost":"6h"}`): Bounds of the wait of an update, such as "90s",
 * "30m", "1h30m".
 * - `delete` (default `{"atLeast":"2m","atMost":"2h"}`): Bounds of the wait of a delete, such as "90s",
 * "30m", "1h30m".
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [timeoutBounds] }, { "timeout-bounds": { "create": { "atLeast": "10m", "atMost": "6h" }, "update": { "atLeast": "10m", "atMost": "6h" }, "delete": { "atLeast": "2m", "atMost": "2h" }, "enforcementLevel": "mandatory" } });
 * ```
 */
export const timeoutBounds = imageRule<Readonly<Record<Operation, Bounds>>>({
  name: "timeout-bounds",
  why: "A wait that is too short fails each time the cloud is slow; one that is too long blocks the pipeline",
  fix: "Set the argument `timeouts`, or the option `customTimeouts`, to a time within the bounds",
  enforcement: "advisory",
  severity: "low",
  settings: {
    create: bounds("the wait of a create", "10m", "6h"),
    update: bounds("the wait of an update", "10m", "6h"),
    delete: bounds("the wait of a delete", "2m", "2h"),
  },
  violations: ({ args, customTimeouts }, config) =>
    judgeEach(["create", "update", "delete"] as const, (operation) => {
      const { atLeast, atMost } = config[operation];
      const [least, most] = [
        durationOf(`${operation}.atLeast`, atLeast),
        durationOf(`${operation}.atMost`, atMost),
      ];
      if (least > most) throw new ConfigurationError(`${operation}.atLeast is longer than atMost`);
      const limitMs = timeoutMs(operation, args.timeouts, customTimeouts);
      const isGiven = (args.timeouts?.[operation] ?? customTimeouts[operation]) !== undefined;
      const what = isGiven
        ? `timeouts.${operation} is`
        : `timeouts.${operation} is the default of ${limitMs / 60_000}m,`;
      if (limitMs < least) return [`${what} shorter than "${atLeast}"`];
      return limitMs > most ? [`${what} longer than "${atMost}"`] : [];
    }),
});
