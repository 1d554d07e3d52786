import { type AccountOutcome, runAccount } from "./account";
import { fleetResult } from "./fleet";
import { aloneIn } from "./measureFleet";
import { scenarios, small } from "./scenario";
import { missedBy } from "./verdict";

/** The experiment of `npm run bench -- --fleet`, with fewer images: sixty in four stacks of one account. */
describe.each(scenarios.map((scenario) => [scenario.name, small(scenario)] as const))(
  "a fleet whose gateways throttle: %s",
  (_, scenario) => {
    let callsOfOne: number;
    let account: AccountOutcome;
    beforeAll(async () => {
      const alone = await runAccount(aloneIn(scenario), 1);
      callsOfOne = alone.requests.reduce((total, count) => total + count, 0);
      account = await runAccount(scenario, 11);
    }, 300_000);

    it("each stack has each of its images once, and the cloud has no other", () => {
      expect(account.audit).toEqual({ lost: 0, doubled: 0, foreign: 0 });
    });

    it("is throttled, hardly any more after a minute, and done in time", () => {
      expect(account.throttled.length).toBeGreaterThan(0);
      expect(missedBy(fleetResult(scenario, callsOfOne, [account]))).toEqual([]);
    });
  },
);
