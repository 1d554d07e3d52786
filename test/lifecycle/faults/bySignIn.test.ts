import type { ProfileName } from "../../../local-cloud";
import { whole } from "../../whole";
import { routesOf } from "../harness/routes";
import { type SignIn, signInRoutes } from "../harness/signIn";
import { faultsOf, lastingFaultsOf, type PlayedFault } from "./everyFault";
import { tell } from "./faultRun";
import type { Story } from "./scenarios";

/** Every kind of credential but user and password, of which the tables of each cloud are told. */
const signIns: readonly (readonly [SignIn, ProfileName])[] = [
  ["otc-aksk-temporary", "otc"],
  ["otc-agency", "otc"],
  ["otc-token", "otc"],
  ["openstack-appcred", "openstack"],
  ...(whole
    ? ([
        ["otc-aksk", "otc"],
        ["otc-aksk-agency", "otc"],
        ["huaweicloud-aksk", "huaweicloud"],
        ["huaweicloud-aksk-temporary", "huaweicloud"],
        ["huaweicloud-agency", "huaweicloud"],
        ["huaweicloud-aksk-agency", "huaweicloud"],
        ["openstack-token", "openstack"],
      ] as const)
    : []),
];
/**
 * What signs in is played in an operation that makes something and in one that looks; of the services' calls those of a create
 * that change something: all others are signed in the same way.
 */
const told: readonly Story[] = whole ? ["create", "refresh"] : ["create"];

function servicesCalls(story: Story, profile: ProfileName): readonly string[] {
  const { create, patch } = routesOf(profile);
  return story === "create" ? [create, patch] : [];
}

describe.each(signIns)("signed in by %s", (signIn, profile) => {
  describe.each(told)("%s", (story) => {
    const calls = servicesCalls(story, profile);

    describe.each([...signInRoutes(signIn), ...calls])("when %s suffers", (route) => {
      test.each(faultsOf(route))("%s, ends well and tells no secret", async (_, kind) => {
        await tell({ profile, signIn, story, longestMs: 600_000, fault: { route, ...kind } as PlayedFault });
      });
    });

    describe.each(signInRoutes(signIn))("when %s suffers without end", (route) => {
      test.each(lastingFaultsOf(route))("%s, fails in time and tells no secret", async (_, kind) => {
        const fault = { route, times: 1e6, ...kind } as PlayedFault;
        await tell({ profile, signIn, story, timeout: "5m", longestMs: 720_000, fault });
      });
    });
  });
});
