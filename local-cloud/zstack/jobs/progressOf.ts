import { reportedProgress } from "../../world/progressShape";
import { effectiveSettings, type World } from "../../world/world";
import { newUuid } from "../world/newUuid";

/**
 * `task-progresses` of a job: by default nothing, as the snapshot way reports nothing itself
 * (docs/vendors/zstack.md#progress).
 */
export function progressOf(world: World, apiUuid: string): object[] {
  const job = world.zstack.jobs.get(apiUuid);
  const { progress } = effectiveSettings(world);
  if (progress === "profile" || job?.expectedEndsAt === undefined) return [];
  const now = world.clock.now();
  const whole = job.expectedEndsAt - job.startedAt;
  const part = whole === 0 ? 1 : (now - job.startedAt) / whole;
  const share = reportedProgress(progress, part);
  if (share === undefined) return [];
  const percent = job.outcome ? 100 : Math.min(99, Math.floor(share * 100));
  return [
    {
      taskUuid: newUuid(),
      taskName: job.api,
      type: "Progress",
      content: String(percent),
      time: now,
    },
  ];
}
