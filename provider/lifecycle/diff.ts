import { type Phase, phaseOf } from "../clouds/image";
import type { Profile } from "../clouds/settings";
import type { CommonArgs, FieldKind, ImageResource } from "../resources/resource";
import { differing, same, wanted } from "./change";
import { type Props, splitInputs } from "./inputs";
import { markerOf, tagValue } from "./marker";
import { fromOutputs } from "./record";
import { fieldsOf } from "./run";
import { holdsUnknown } from "./unknowns";

export interface Difference {
  /** Left out when inputs alone changed: the engine then shows them itself, and obeys `replaceOnChanges`. */
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
}

/** What an `up` would do, from the last outputs and the new inputs alone. Pure. */
export function diff<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  outputs: Props,
  inputs: Props,
): Difference {
  const record = fromOutputs(outputs);
  if (record === undefined) return { changes: true };
  const { args, hidden } = splitInputs(inputs);
  const kinds = resource.kinds(record.profile as Profile);

  const replaced = changed("replace", args, record.args, kinds);
  if (replaced.length > 0) return { replaces: replaced };
  const phase: Phase = phaseOf(String(outputs.status));
  if (phase === "failed") return { changes: true, replaces: ["status"] };

  const unknown = Object.values(args).some(holdsUnknown);
  const drifted = differing(wanted(args, record.args, kinds), outputs).length > 0;
  const settings = changed("local", args, record.args, kinds).length > 0 || !sameTimeouts(outputs, inputs);
  // Covers an image that is unfinished, lost its tag, or whose stack or resource was renamed: update rewrites it.
  const tag = tagValue(markerOf(hidden.owner, hidden.urn, fieldsOf("replace", args, kinds)), record.claim);
  return { changes: phase === "pending" || unknown || drifted || settings || outputs.__tag !== tag };
}

/** Fields of one kind that differ from those of the last create or update. An unknown one may differ. */
function changed(
  kind: FieldKind,
  args: Props,
  before: Props,
  kinds: Readonly<Record<string, FieldKind>>,
): string[] {
  const fields = new Set([...Object.keys(args), ...Object.keys(before)]);
  return [...fields].filter((field) => kinds[field] === kind && !same(args[field], before[field]));
}

/** The option `customTimeouts`, which only we read. */
function sameTimeouts(outputs: Props, inputs: Props): boolean {
  return same(outputs.__timeouts ?? {}, inputs.__timeouts ?? {});
}
