import type { EntryName, ProfileName } from "../cloud";
import { whole } from "../whole";
import { everyFault, faultsOf, lastingFaults, type PlayedFault } from "./everyFault";
import { tell } from "./faultStory";
import { routesOf, signInRoutes } from "./routes";
import { plots, type Story } from "./stories";

/** Every kind of credential but user and password, of which the tables of each cloud are told. */
const entries: readonly (readonly [EntryName, ProfileName])[] = [
  ["otc-aksk-temporary", "otc"],
  ["otc-agency", "otc"],
  ["openstack-appcred", "openstack"],
  ...(whole
    ? ([
        ["otc-aksk", "otc"],
        ["otc-aksk-agency", "otc"],
        ["huaweicloud-aksk", "huaweicloud"],
        ["huaweicloud-aksk-temporary", "huaweicloud"],
        ["huaweicloud-agency", "huaweicloud"],
        ["huaweicloud-aksk-agency", "huaweicloud"],
      ] as const)
    : []),
];
/** Every day the calls of a create that sign in or change something; in CI all of them, and of the others too. */
const told: readonly Story[] = whole ? ["create", "update", "refresh", "delete"] : ["create"];

describe.each(entries)("signed in by %s", (entry, profile) => {
  describe.each(told)("%s", (story) => {
    const { create, patch } = routesOf(profile);
    const calls = whole ? plots[story].calls(routesOf(profile)) : [create, patch];
    const routes = [...signInRoutes(entry), ...calls];

    test.each(Object.keys(everyFault))("ends well and tells no secret, whatever suffers %s", async (name) => {
      for (const route of routes) {
        const fault = { route, ...everyFault[name] } as PlayedFault;
        if (!faultsOf(route).some(([told]) => told === name)) continue;
        await tell({ profile, entry, story, longestMs: 600_000, fault });
      }
    });

    test.each(lastingFaults)(
      "fails in time and tells no secret when signing in suffers %s without end",
      async (name) => {
        for (const route of signInRoutes(entry)) {
          const fault = { route, times: 1e6, ...everyFault[name] } as PlayedFault;
          await tell({ profile, entry, story, timeout: "5m", longestMs: 720_000, fault });
        }
      },
    );
  });
});
