import { type AccountOutcome, runAccount } from "./account";
import { scenarios, small } from "./scenario";

/** The experiment of `npm run bench -- --fleet`, with fewer images: 200 in four stacks of two accounts. */
describe.each(scenarios.map((scenario) => [scenario.name, small(scenario)] as const))(
  "a fleet whose gateways throttle: %s",
  (_, scenario) => {
    let accounts: AccountOutcome[];
    beforeAll(async () => {
      accounts = [await runAccount(scenario, 11), await runAccount(scenario, 12)];
    });

    it("each stack has each of its images once, and the cloud has no other", () => {
      for (const { audit } of accounts) expect(audit).toEqual({ lost: 0, doubled: 0, foreign: 0 });
    });
  },
);
