import type { World } from "../../world/world";

/** Begins at `at` and says when it is done. */
export type Task = (at: number, done: (at: number) => void) => void;

/**
 * Snapshot operations of one volume run one after another, whichever job they belong to
 * (docs/vendors/zstack.md#creating-a-template, step 2).
 */
export function enqueue(world: World, key: string, at: number, task: Task): void {
  const { queues } = world.zstack;
  const queue = queues.get(key) ?? [];
  queues.set(key, queue);
  queue.push(task);
  if (queue.length === 1) runFirst(queue, at);
}

function runFirst(queue: Task[], at: number): void {
  queue[0]?.(at, (end) => {
    queue.shift();
    runFirst(queue, end);
  });
}
