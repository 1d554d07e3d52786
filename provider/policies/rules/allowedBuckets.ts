import { oneOf } from "../configuration";
import { imageRule } from "../imageRule";

/** Allows data images only from files in certain buckets. */
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
      description: "Buckets that are allowed. Empty: any",
    },
  },
  violations({ args: { source } }, { buckets }) {
    const bucket = buckets.length === 0 ? undefined : source?.bucket;
    return bucket === undefined || buckets.includes(bucket) ? [] : [`source.bucket is not ${oneOf(buckets)}`];
  },
});
