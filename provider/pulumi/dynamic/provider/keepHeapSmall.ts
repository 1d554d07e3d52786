import { runInNewContext } from "node:vm";
import { setV8Flags } from "../../../http/setV8Flags";

/**
 * Loaded before all else of ours in Pulumi's provider process, which has just loaded Pulumi's SDK, and mostly waits from now on. As it
 * is, V8 would let garbage stand until the heap has several times its size: 100 images took 186 to 241 MiB, the half of it garbage
 * (docs/footprint.md). So the heap is collected once, which gives it a limit, and from then on it may grow by three tenths between two
 * collections, with little room for new objects, of which Node.js 24 takes much. It costs some CPU
 * (docs/footprint.md#what-grows-with-time); nothing but speed and memory depends on it.
 */
function keepHeapSmall(): void {
  setV8Flags("--heap-growing-percent=30 --semi-space-growth-factor=1 --expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc"); // a context made now has it, and no other
  setV8Flags("--no-expose-gc");
  if (typeof collect === "function") collect();
}

keepHeapSmall();
