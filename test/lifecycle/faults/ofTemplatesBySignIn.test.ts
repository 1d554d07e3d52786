import type { EntryName } from "../../../local-cloud";
import { whole } from "../../whole";
import { callsOf, tell } from "../templates/faultStory";
import { plots } from "../templates/plots";
import { type Fault, faultsOf, lastingFaultsOf, mayApply } from "../templates/zstackFaults";

/** The ways to sign in beside the account, of which the table of all stories is told, and their calls: who signs has none. */
const signIns = [
  ["zstack-user", ["zstack.loginUser"]],
  ["zstack-accesskey", []],
] as const satisfies readonly (readonly [EntryName, readonly string[]])[];

describe.each(signIns)("a create signed in by %s", (entry, logIn) => {
  const story = "create";
  const calls = [...logIn, ...plots[story].calls];
  const suffering = [...logIn, "zstack.createTemplate", ...(whole ? ["zstack.createUserTag"] : [])];

  test("makes exactly the calls that are told here", async () => {
    expect([...(await callsOf(story, entry)).keys()].sort()).toEqual([...calls].sort());
  });

  describe.each(suffering)("ends well and tells no secret when %s suffers", (route) => {
    test.each(faultsOf(route, entry))("%s", async (_, kind) => {
      const fault = { route, ...kind } as Fault;
      await tell({ story, fault, entry });
      if (whole && mayApply(fault)) await tell({ story, fault: { ...fault, applied: true } as Fault, entry });
    });

    if (whole)
      test.each(lastingFaultsOf(route, entry))("%s without end", async (_, kind) => {
        await tell({ story, fault: { route, times: 1e6, ...kind } as Fault, entry });
      });
  });
});
