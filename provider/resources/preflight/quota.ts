import type { Cloud } from "../../clouds/cloud";
import type { Quota } from "../../clouds/imageJobs";
import { type Finding, wrong } from "./finding";
import type { Seen } from "./look";

/** Whether there is room for one more private image (IMG.0015). OpenStack shows no such quota. */
export function lookAtQuota({ imageJobs }: Cloud): Seen {
  if (imageJobs === undefined) return [];
  return [
    {
      at: "the quota of private images",
      look: async (options) => judgeQuota(await imageJobs.imageQuota(options)),
    },
  ];
}

export function judgeQuota(quota: Quota | undefined): Finding[] {
  if (quota === undefined || quota.used < quota.most) return [];
  return [
    wrong(
      `the quota of private images is used up (${quota.used} of ${quota.most}): delete some, or have it raised`,
    ),
  ];
}
