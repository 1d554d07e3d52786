import { InterruptedError } from "../../../provider/http/errors";
import type { Props } from "../../../provider/lifecycle/state/inputs";
import type { Lab } from "./lab";
import { failureOf, Stack } from "./stack";

export const interrupted = () =>
  new InterruptedError("the engine that started this update is gone", { outcome: "unknown" });

export const cancelled = () => new InterruptedError("the run was cancelled (Ctrl-C)", { outcome: "unknown" });

/** A create that dies after some time with nobody left to record it. */
export async function crashAfter(lab: Lab, ms: number, args: Props): Promise<void> {
  const process = lab.process();
  void lab.clock.sleep(ms).then(() => process.interrupt(interrupted()));
  await failureOf(new Stack().up(process, args));
}

/** A create that dies at its first call of a route. */
export async function crashAt(lab: Lab, route: string, args: Props): Promise<void> {
  lab.cloud.addFault({ route, kind: "reset", times: 1000 });
  await failureOf(new Stack().up(lab.process(), args));
  lab.cloud.clearFaults();
}
