import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { type Cell, nameOf } from "./cells";
import { type Cost, measure } from "./measure";
import { allCells, cellsOfPage, type Results } from "./results";

/**
 * Measures the cells of the page, or all, in as many threads as there are cores. `before` are the results of the last time: they
 * say which cells the page shows.
 */
export async function measureCells(
  before: Results,
  { all = false, threads = availableParallelism(), say = (_text: string) => {} } = {},
): Promise<Results> {
  const cells = all ? allCells : cellsOfPage(before);
  const queue = [...cells].sort((a, b) => effort(a) - effort(b));
  const costs = new Map<string, Cost>();
  await Promise.all(Array.from({ length: Math.min(threads, queue.length) }, () => work(queue, costs, say)));
  return Object.fromEntries(cells.map((cell) => [nameOf(cell), costs.get(nameOf(cell)) as Cost]));
}

/** One thread: the cells of the queue, the largest first. */
function work(queue: Cell[], costs: Map<string, Cost>, say: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename);
    let cell: Cell | undefined;
    const next = () => {
      cell = queue.pop();
      if (queue.length % 50 === 0) say(`${queue.length} more cells`);
      if (cell === undefined) void worker.terminate().then(() => resolve());
      else worker.postMessage(cell);
    };
    worker.on("error", reject);
    worker.on("message", (cost: Cost) => {
      if (cell !== undefined) costs.set(nameOf(cell), cost);
      next();
    });
    next();
  });
}

/** About how long a cell takes, compared with others. */
function effort(cell: Cell): number {
  if (cell.of !== "crowd") return cell.typicalS;
  return cell.typicalS * (cell.ends === "equal" ? 1 + cell.images : 10);
}

if (!isMainThread)
  parentPort?.on("message", async (cell: Cell) => parentPort?.postMessage(await measure(cell)));
