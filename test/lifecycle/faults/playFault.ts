import type { Lab } from "../harness/lab";
import { endSessions } from "./endedSessions";
import type { Fault } from "./everyFault";
import { refuse } from "./refusedConnection";
import { throughSilences } from "./silence";

interface Played {
  /** That of the operation, if it has failed. */
  readonly error: unknown;
  /** Sessions that the fault has ended. */
  readonly ended: readonly string[];
}

/** What came of an operation during which the fault has really been played. */
export async function playFault(lab: Lab, fault: Fault, operation: () => Promise<void>): Promise<Played> {
  const outcome = () =>
    operation().then(
      () => undefined,
      (failure: unknown) => failure,
    );
  if (fault.kind === "refused" || fault.kind === "sessionEnds") {
    const { ended, played, end } = fault.kind === "refused" ? refuse(lab, fault) : endSessions(lab, fault);
    const error = await outcome();
    end();
    expect(played()).toBeGreaterThan(0);
    return { error, ended };
  }
  lab.cloud.addFault(fault);
  const silent = fault.kind === "noHeaders" || fault.kind === "stallBody";
  const error = await (silent ? throughSilences(lab, outcome()) : outcome());
  expect(lab.cloud.faults()[0]?.played).toBeGreaterThan(0);
  lab.cloud.clearFaults();
  return { error, ended: [] };
}
