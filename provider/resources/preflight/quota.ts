import type { Cloud } from "../../clouds/cloud";
import type { Quota } from "../../clouds/imageJobs";
import { answersOf, type Belief, believedForTheRun, notBelieved } from "./answers";
import { type Finding, note, wrong } from "./finding";
import type { ProbeResult } from "./probe";

/**
 * Whether the quota has room for one more private image (IMG.0015), and for those that this run creates before it: each
 * preflight is followed by a create. OpenStack shows no such quota.
 */
export function probeQuota(cloud: Cloud): ProbeResult {
  const { imageJobs } = cloud;
  if (imageJobs === undefined) return [];
  return [
    {
      at: "the quota of private images",
      async run(options) {
        const ask = answersOf(cloud).of("quota", (shared) => imageJobs.imageQuota(shared), believed, options);
        const { answer, before } = await ask;
        return judgeQuota(answer, before);
      },
    },
  ];
}

/** Reused by as many creates as the quota has room for, since the answer does not count their images. */
function believed(quota: Quota | undefined): Belief {
  if (quota === undefined) return believedForTheRun;
  const room = quota.most - quota.used;
  return room > 0 ? { ...believedForTheRun, by: room } : notBelieved;
}

/** `before`: images that this run creates before this one, and that the quota does not count yet. */
export function judgeQuota(quota: Quota | undefined, before = 0): Finding[] {
  if (quota === undefined) return [];
  const { used, most } = quota;
  const text = `(${used} of ${most}): delete some, or have it raised`;
  if (used >= most) return [wrong(`the quota of private images is used up ${text}`)];
  // Reported once, and only as a note: images that the run deletes make room, too.
  if (used + before !== most) return [];
  const room = most - used === 1 ? "one more" : `${most - used} more`;
  return [
    note(`the quota of private images has room for ${room}, and this run is to make more than that ${text}`),
  ];
}
