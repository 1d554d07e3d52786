import type { World } from "../../world/world";
import type { ZstackState } from "./zstackState";

/** Something that is going to happen. No timer waits for it: whoever looks first has everything done that is due. */
export interface Plan {
  readonly at: number;
  /** Written in the database, so that a management node that starts again goes on with it. */
  readonly lasting: boolean;
  run(at: number): void;
}

export function later(world: World, at: number, run: (at: number) => void, lasting = false): void {
  world.zstack.agenda.push({ at, lasting, run });
}

/** As it stands at the time of the clock: each plan sees the world as it was at its own time, in order. */
export function zstackNow(world: World): ZstackState {
  const { agenda } = world.zstack;
  const now = world.clock.now();
  for (;;) {
    const due = agenda.reduce<Plan | undefined>(
      (first, plan) => (plan.at <= now && (!first || plan.at < first.at) ? plan : first),
      undefined,
    );
    if (!due) return world.zstack;
    agenda.splice(agenda.indexOf(due), 1);
    due.run(due.at);
  }
}

/**
 * The management node goes down and comes back (docs/vendors/zstack.md#jobs): no job that was under way is ever closed.
 * What it was doing is lost, or is finished all the same where an agent had all it needed.
 */
export function restartManagementNode(world: World, { workGoesOn = false } = {}): void {
  const { jobs, agenda, queues } = zstackNow(world);
  for (const job of jobs.values()) if (!job.outcome) job.stuck = true;
  if (workGoesOn) return;
  agenda.splice(0, agenda.length, ...agenda.filter(({ lasting }) => lasting));
  queues.clear();
}
