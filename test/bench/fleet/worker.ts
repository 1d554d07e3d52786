import { parentPort, workerData } from "node:worker_threads";
import { runAccount } from "./account";
import type { Task } from "./measureFleet";

const { scenario, seed } = workerData as Task;
void runAccount(scenario, seed).then((outcome) => parentPort?.postMessage(outcome));
