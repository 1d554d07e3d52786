import type { Lab } from "../harness/lab";
import type { PlayedFault } from "./everyFault";
import { refuse } from "./refusedConnection";
import { throughSilences } from "./silence";

/** The error of an operation during which the fault has really been played, if it is one. */
export async function endured(
  lab: Lab,
  fault: PlayedFault,
  operation: () => Promise<void>,
): Promise<unknown> {
  const outcome = () =>
    operation().then(
      () => undefined,
      (failure: unknown) => failure,
    );
  if (fault.kind === "refused") {
    const refusal = refuse(lab, fault);
    const error = await outcome();
    refusal.end();
    expect(refusal.played()).toBeGreaterThan(0);
    return error;
  }
  lab.cloud.addFault(fault);
  const silent = fault.kind === "noHeaders" || fault.kind === "stallBody";
  const error = await (silent ? throughSilences(lab, outcome()) : outcome());
  expect(lab.cloud.faults()[0]?.played).toBeGreaterThan(0);
  lab.cloud.clearFaults();
  return error;
}
