/** The last of the creates that wait for each source, by whom the source belongs to. */
const tails = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Runs `task` when all earlier tasks with the same owner and key have ended, however they ended. */
export function exclusively<T>(owner: object, key: string, task: () => Promise<T>): Promise<T> {
  const queues = tails.get(owner) ?? new Map<string, Promise<unknown>>();
  tails.set(owner, queues);
  const turn = (queues.get(key) ?? Promise.resolve()).then(task, task);
  queues.set(key, turn);
  return turn;
}
