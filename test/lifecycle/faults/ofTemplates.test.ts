import { whole } from "../../whole";
import { callsOf, tell } from "../templates/faultStory";
import { type Plot, plots, type Story, stories } from "../templates/plots";
import { type Fault, faultsOf, lastingFaultsOf, mayApply } from "../templates/zstackFaults";

/** Every day a create, and of its calls those on which most depends; in CI all of all stories. */
const told: readonly Story[] = whole ? stories : ["create"];
const weighty = ["zstack.login", "zstack.createTemplate", "zstack.showJob", "zstack.createUserTag"];

describe.each(told)("%s", (story) => {
  const calls = ["zstack.login", ...plots[story].calls];
  let counts: Map<string, number>;
  beforeAll(async () => {
    counts = await callsOf(story);
  });

  test("makes exactly the calls that are told here", () => {
    expect([...counts.keys()].sort()).toEqual([...calls].sort());
  });

  const { suffering = calls }: Plot = plots[story];
  describe.each(suffering.filter((route) => whole || weighty.includes(route)))(
    "ends well, at the latest with the next run, when %s suffers",
    (route) => {
      test.each(faultsOf(route))("%s", async (_, kind) => {
        const first = { route, ...kind } as Fault;
        const second: Fault = { ...first, nth: 2 };
        for (const fault of (counts.get(route) ?? 0) > 1 && whole ? [first, second] : [first]) {
          await tell({ story, fault });
          if (mayApply(fault) && (whole || route === "zstack.createTemplate"))
            await tell({ story, fault: { ...fault, applied: true } as Fault });
        }
      });

      if (whole)
        test.each(lastingFaultsOf(route))("%s without end", async (_, kind) => {
          await tell({ story, fault: { route, times: 1e6, ...kind } as Fault });
        });
    },
  );
});
