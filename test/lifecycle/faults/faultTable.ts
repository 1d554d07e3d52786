import type { ProfileName } from "../../../local-cloud";
import { routesOf } from "../harness/routes";
import { faultsOf, lastingFaultsOf, mayApply, type PlayedFault } from "./everyFault";
import { endingOf } from "./expectedOutcome";
import { callsOf, tell } from "./faultRun";
import { longestMinutes, type Story, suffering } from "./scenarios";

const minutes = (count: number) => count * 60_000;

/** Every story × every call of it × every fault: at the first call, at the second, and without end. */
export function tellAll(profile: ProfileName, told: readonly Story[]): void {
  const routes = routesOf(profile);
  const playing = (story: Story, fault: PlayedFault) => ({
    profile,
    story,
    fault,
    ending: endingOf(story, fault, routes),
  });

  describe.each(told.filter((story) => suffering(story, routes).length > 0))("%s", (story) => {
    let calls: Map<string, number>;
    beforeAll(async () => {
      calls = await callsOf(profile, story);
    });

    describe.each(suffering(story, routes))(
      "ends as promised, and well with the next run, when %s suffers",
      (route) => {
        test.each(faultsOf(route))("%s", async (_, kind) => {
          const first = { route, ...kind } as PlayedFault;
          const second: PlayedFault = { ...first, nth: 2 };
          for (const fault of (calls.get(route) ?? 0) > 1 ? [first, second] : [first]) {
            await tell({ ...playing(story, fault), longestMs: minutes(10) });
            if (!mayApply(fault)) continue;
            const applied = { ...fault, applied: true } as PlayedFault;
            await tell({ ...playing(story, applied), longestMs: minutes(10) });
          }
        });

        test.each(lastingFaultsOf(route))("%s without end", async (_, kind) => {
          const fault = { route, times: 1e6, ...kind } as PlayedFault;
          await tell({ ...playing(story, fault), timeout: "5m", longestMs: minutes(longestMinutes(story)) });
        });
      },
    );
  });
}
