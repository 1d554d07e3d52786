import { whole } from "../../whole";
import { callsOf, type Telling, tell } from "../jobs/faultStory";
import { createRouteOf, plotsOf } from "../jobs/plots";
import { faultsOf, lastingFaultsOf, mayApply, type PlayedFault } from "./everyFault";

/** Every day one cloud and source; in CI also what the others have of their own. */
const places: readonly (readonly [Telling["profile"], Telling["origin"]])[] = [
  ["otc", "an object"],
  ...(whole
    ? ([
        ["otc", "a CBR backup"],
        ["otc", "a CSBS backup"],
        ["otc", "a server"],
        ["huaweicloud", "an object"],
      ] as const)
    : []),
];
const tellings: readonly Telling[] = places.flatMap(([profile, origin]) =>
  Object.keys(plotsOf(profile, origin)).map((story) => ({ profile, origin, story })),
);

/** A call of a story suffers where it is made first: what follows it is the same everywhere. */
const rows = tellings
  .flatMap((telling) => {
    const { profile, origin, story } = telling;
    const { calls = [], suffering = calls } = plotsOf(profile, origin)[story] ?? {};
    return suffering.map((route) => ({ ...telling, route }));
  })
  .filter(
    ({ story, route }, at, all) => all.findIndex((row) => row.story === story && row.route === route) === at,
  );

test.each(tellings)(
  "$story of an image from $origin on $profile makes exactly the calls that are told",
  async (telling) => {
    const { calls } = plotsOf(telling.profile, telling.origin)[telling.story] ?? {};
    expect([...(await callsOf(telling)).keys()].sort()).toEqual([...(calls ?? [])].sort());
  },
);

test("every call that is told suffers in some story", () => {
  const told = tellings.flatMap(({ profile, origin, story }) => plotsOf(profile, origin)[story]?.calls ?? []);
  expect([...new Set(rows.map(({ route }) => route))].sort()).toEqual([...new Set(told)].sort());
});

describe.each(rows)(
  "$story of an image from $origin on $profile ends as promised, and well with the next run, when $route suffers",
  ({ route, ...telling }) => {
    let calls: number;
    beforeAll(async () => {
      calls = (await callsOf(telling)).get(route) ?? 0;
    });

    test.each(faultsOf(route))("%s", async (_, kind) => {
      const first = { route, ...kind } as PlayedFault;
      const second: PlayedFault = { ...first, nth: 2 };
      for (const fault of calls > 1 && whole ? [first, second] : [first]) {
        await tell(telling, fault);
        if (mayBeServed(fault, telling)) await tell(telling, { ...fault, applied: true } as PlayedFault);
      }
    });

    if (whole)
      test.each(lastingFaultsOf(route))("%s without end", async (_, kind) => {
        await tell(telling, { route, times: 1e6, ...kind } as PlayedFault);
      });
  },
);

/** A call that the cloud may serve although it answers so. A cloud that refuses a create and makes it all the same is no cloud. */
function mayBeServed(fault: PlayedFault, { origin }: Telling): boolean {
  if (fault.route !== createRouteOf(origin)) return mayApply(fault);
  const refusals = ["refused", "throttle", "unauthorized", "redirect"];
  return !refusals.includes(fault.kind) && !("headers" in fault);
}
