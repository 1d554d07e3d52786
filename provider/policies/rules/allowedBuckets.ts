import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";

/**
 * Allows data images only from files in certain buckets.
 *
 * Policy `allowed-buckets`, by default mandatory. A disk from an unknown bucket is a disk from an unknown
 * hand. Put the file into a bucket that is allowed, and name it in `source.bucket`.
 *
 * - `buckets` (default `[]`): Buckets that are allowed. Empty: any.
 *
 * @example
 * ```ts
 * new PolicyPack("team", { policies: [allowedBuckets] }, { "allowed-buckets": { "buckets": [ "exports" ], "enforcementLevel": "mandatory" } });
 * ```
 */
export const allowedBuckets = imageRule<{ readonly buckets: readonly string[] }, "DataImage">({
  name: "allowed-buckets",
  why: "A disk from an unknown bucket is a disk from an unknown hand",
  fix: "Put the file into a bucket that is allowed, and name it in `source.bucket`",
  enforcement: "mandatory",
  severity: "high",
  about: ["DataImage"],
  settings: {
    buckets: {
      type: "array",
      items: { type: "string" },
      default: [],
      example: ["exports"],
      description: "Buckets that are allowed. Empty: any",
    },
  },
  violations({ args: { source } }, { buckets }) {
    const bucket = buckets.length === 0 ? undefined : source?.bucket;
    return bucket === undefined || buckets.includes(bucket) ? [] : [`source.bucket is not ${oneOf(buckets)}`];
  },
});
