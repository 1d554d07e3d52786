import type { Profile } from "../clouds/settings";
import { CloudError } from "../http/errors";
import { inOneSpelling } from "../resources/arguments/sharedFields";
import type { Issue } from "../resources/issues";
import type { CommonArgs, ImageResource } from "../resources/resource";
import { topOf } from "./import/argsInPlace";
import type { Call } from "./operation/call";
import type { Host } from "./operation/host";
import { cloudName } from "./operation/run";
import { same } from "./state/change";
import { argsIn, issuesOf, type Props } from "./state/inputs";
import { namedBy } from "./state/namedBy";
import { isUnknown } from "./state/unknowns";

export interface Checked {
  readonly inputs: Props;
  readonly failures: readonly Issue[];
}

/**
 * The plan's check: every documented rule, nothing sent, and nothing added but a name where the program gives none. The engine runs checks one after
 * another, so there is no I/O here but the files that say which cloud is meant.
 *
 * `before`: the last inputs. What means the same as there is kept as it stands there, because the engine sees an order
 * where for us there is none.
 */
export function check<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  given: Props,
  call: Pick<Call, "urn">,
  host: Host,
  before: Props = {},
): Checked {
  const inputs = named(given, call);
  const args = argsIn(inputs);
  const { profile, issues } = profileOf(args, host);
  const normalized = Object.fromEntries(
    Object.entries(inputs)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, inOneSpelling(key, value)] as const)
      .map(([key, value]) => [key, same(before[key], value) ? before[key] : value]),
  );
  const broken = [...issues, ...issuesOf(resource, args, profile)];
  const long = tooLong(args, before).filter(
    ({ property }) => !broken.some((issue) => topOf(issue.property) === property),
  );
  return { inputs: normalized, failures: [...broken, ...long] };
}

/** An image to which the program gives no name bears that of its resource. */
function named(inputs: Props, { urn }: Pick<Call, "urn">): Props {
  const { name } = namedBy(urn);
  return (inputs.name ?? undefined) === undefined && name !== "" ? { ...inputs, name } : inputs;
}

/**
 * An image that is kept unfinished takes its arguments along in an error, and above some 52 KB of it the engine hangs
 * (docs/vendors/pulumi.md#partial-failure): the image would be lost.
 */
const MOST_BYTES = 16_000;

/** What stands in a state already is let be: another value would make another image. */
function tooLong(args: Props, before: Props): Issue[] {
  const isTooLong = ([field, value]: [string, unknown]) =>
    Buffer.byteLength(JSON.stringify(value) ?? "") > MOST_BYTES && !same(before[field], value);
  return Object.entries(args)
    .filter(isTooLong)
    .map(([property]) => ({
      property,
      reason: `longer than ${MOST_BYTES} bytes, which Pulumi might not keep: for a long text give its hash`,
    }));
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
