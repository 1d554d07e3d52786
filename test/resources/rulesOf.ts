import type { Profile } from "../../provider/clouds/settings";
import { issuesOf } from "../../provider/lifecycle/state/inputs";
import type { Issue } from "../../provider/resources/issues";
import type { CommonArgs, ImageResource } from "../../provider/resources/resource";

type Args = Readonly<Record<string, unknown>>;

/** The rules of a resource. `good`: arguments that break none; a test's own arguments come on top. */
export function rulesOf<Of extends CommonArgs>(resource: ImageResource<Of>, good: Args) {
  return { issues, passes, breaks };

  function issues(args: Args, profile: Profile | undefined): Issue[] {
    return issuesOf(resource, { ...good, ...args }, profile);
  }

  function passes(profiles: readonly Profile[], args: Args): void {
    for (const profile of profiles) expect([profile, issues(args, profile)]).toEqual([profile, []]);
  }

  /** Exactly one broken rule, at this path and with these words. */
  function breaks(profiles: readonly Profile[], args: Args, property: string, words: RegExp): void {
    for (const profile of profiles) {
      expect([profile, issues(args, profile)]).toEqual([
        profile,
        [{ property, reason: expect.stringMatching(words) }],
      ]);
    }
  }
}
