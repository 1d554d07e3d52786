import { type SignIn, signInRoutes } from "../harness/signIn";
import type { Subject } from "../harness/subjects";
import { callsOf } from "./calls";
import { type Fault, faultsOf, lastingFaultsOf, mayApply } from "./everyFault";
import { countCalls, runWithFault } from "./faultRun";
import type { ScenarioName } from "./scenarios";

/** Faults at one call of an operation. */
export interface Row {
  readonly subject: Subject;
  readonly signIn: SignIn;
  readonly scenario: ScenarioName;
  readonly route: string;
}

/** What is played beside every fault at the first call. */
export interface Extent {
  /** The same faults at the second call, where there is one. */
  readonly second?: boolean;
  /** Whether the cloud has done what was requested, although its answer is lost. */
  readonly applied?: (row: Row) => boolean;
  /** Those that last, without end. */
  readonly lasting?: (row: Row) => boolean;
}

/** All calls of these operations, those of signing in first. */
export function rowsOf(
  subject: Subject,
  scenarios: readonly ScenarioName[],
  signIn: SignIn = subject.profile as SignIn,
): Row[] {
  return scenarios.flatMap((scenario) => {
    const calls = callsOf(subject)[scenario];
    if (calls === undefined) return [];
    const { all, faulted = [...signInRoutes(signIn), ...all] } = calls;
    return faulted.map((route) => ({ subject, signIn, scenario, route }));
  });
}

const always = () => true;

/** Each operation ends as promised, and well with the next run, whatever befalls each of its calls. */
export function faultTable(
  rows: readonly Row[],
  { second = true, applied = always, lasting = always }: Extent = {},
): void {
  describe.each(rows)("$scenario of $subject.name by $signIn when $route fails", (row) => {
    let calls: number;
    beforeAll(async () => {
      calls = second ? ((await countCalls(row)).get(row.route) ?? 0) : 1;
    });

    test.each(faultsOf(row.route, row.signIn))("%s", async (_, kind) => {
      const first = { route: row.route, ...kind } as Fault;
      for (const fault of calls > 1 ? [first, { ...first, nth: 2 }] : [first]) {
        await runWithFault({ ...row, fault });
        if (mayApply(fault) && applied(row))
          await runWithFault({ ...row, fault: { ...fault, applied: true } as Fault });
      }
    });

    if (lasting(row))
      test.each(lastingFaultsOf(row.route, row.signIn))("%s without end", async (_, kind) => {
        await runWithFault({ ...row, fault: { route: row.route, times: 1e6, ...kind } as Fault });
      });
  });
}
