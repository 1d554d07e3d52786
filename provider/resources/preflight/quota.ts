import type { Cloud } from "../../clouds/cloud";
import type { Quota } from "../../clouds/imageJobs";
import type { CallOptions } from "../../http/call";
import { type Finding, note, wrong } from "./finding";
import type { ProbeResult } from "./probe";
import { noReuse, type Reuse, reuseForTheRun, sharedCallsOf } from "./sharedCalls";

/**
 * Whether the quota has room for one more private image (IMG.0015), and for those that this run creates before it: each
 * preflight is followed by a create. OpenStack shows no such quota.
 */
export function probeQuota(cloud: Cloud): ProbeResult {
  const { imageJobs } = cloud;
  if (imageJobs === undefined) return [];
  return [
    {
      subject: "the quota of private images",
      async run(options) {
        const read = (shared: CallOptions) => imageJobs.imageQuota(shared);
        const { answer, before } = await sharedCallsOf(cloud).share("quota", read, reuseOf, options);
        return judgeQuota(answer, before);
      },
    },
  ];
}

/** Reused by as many creates as the quota has room for, since the answer does not count their images. */
function reuseOf(quota: Quota | undefined): Reuse {
  if (quota === undefined) return reuseForTheRun;
  const room = quota.most - quota.used;
  return room > 0 ? { ...reuseForTheRun, times: room } : noReuse;
}

/** `before`: images that this run creates before this one, and that the quota does not count yet. */
export function judgeQuota(quota: Quota | undefined, before = 0): Finding[] {
  if (quota === undefined) return [];
  const { used, most } = quota;
  const text = `(${used} of ${most})`;
  const hint = "delete images that are not needed, or have the quota raised";
  if (used >= most) return [{ ...wrong(`the quota of private images is used up ${text}`), hint }];
  // Reported once, and only as a note: images that the run deletes make room, too.
  if (used + before !== most) return [];
  const room = most - used === 1 ? "one more" : `${most - used} more`;
  const tooFew = note(
    `the quota of private images has room for ${room}, and this run is to make more than that ${text}`,
  );
  return [{ ...tooFew, hint }];
}
