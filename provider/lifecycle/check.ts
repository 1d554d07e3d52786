import type { Profile } from "../clouds/settings";
import { CloudError } from "../http/errors";
import type { CommonArgs, ImageResource } from "../resources/resource";
import type { Issue } from "../resources/rules";
import { same } from "./change";
import type { Host } from "./host";
import { issuesOf, type Props, splitInputs } from "./inputs";
import { cloudName } from "./run";
import { isUnknown } from "./unknowns";

export interface Checked {
  readonly inputs: Props;
  readonly failures: readonly Issue[];
}

/**
 * The plan's check: every documented rule, nothing sent, nothing added. The engine runs checks one after
 * another, so there is no I/O here but the files that say which cloud is meant.
 *
 * `before`: the last inputs. What means the same as there is kept as it stands there, because the engine sees an order
 * where for us there is none.
 */
export function check<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  host: Host,
  before: Props = {},
): Checked {
  const { args } = splitInputs(inputs);
  const { profile, issues } = profileOf(args, host);
  const kept = Object.fromEntries(
    Object.entries(inputs)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, same(before[key], value) ? before[key] : value]),
  );
  return { inputs: kept, failures: [...issues, ...issuesOf(resource, args, profile)] };
}

function profileOf(args: Props, host: Host): { profile: Profile | undefined; issues: Issue[] } {
  if (isUnknown(args.cloud)) return { profile: undefined, issues: [] };
  try {
    return { profile: host.profile(cloudName(args)), issues: [] };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { profile: undefined, issues: [{ property: "cloud", reason: error.message }] };
  }
}
