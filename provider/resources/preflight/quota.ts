import type { Cloud } from "../../clouds/cloud";
import type { Quota } from "../../clouds/imageJobs";
import { answersOf, type Belief, believedForTheRun, notBelieved } from "./answers";
import { type Finding, note, wrong } from "./finding";
import type { ProbeResult } from "./probe";

/**
 * Whether there is room for one more private image (IMG.0015), and for those of this run before it: who asks is about to make
 * one. OpenStack shows no such quota.
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

/** By as many as it has room for: what they make is not counted in it. */
function believed(quota: Quota | undefined): Belief {
  if (quota === undefined) return believedForTheRun;
  const room = quota.most - quota.used;
  return room > 0 ? { ...believedForTheRun, by: room } : notBelieved;
}

/** `before`: images that this run is to make before this one, and that the quota does not count yet. */
export function judgeQuota(quota: Quota | undefined, before = 0): Finding[] {
  if (quota === undefined) return [];
  const { used, most } = quota;
  const text = `(${used} of ${most}): delete some, or have it raised`;
  if (used >= most) return [wrong(`the quota of private images is used up ${text}`)];
  // Told once. What the run deletes makes room, too: so it is no refusal.
  if (used + before !== most) return [];
  const room = most - used === 1 ? "one more" : `${most - used} more`;
  return [
    note(`the quota of private images has room for ${room}, and this run is to make more than that ${text}`),
  ];
}
