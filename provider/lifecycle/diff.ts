import { type Phase, phaseOf } from "../clouds/image";
import { tagValue } from "../clouds/parseMark";
import type { Profile } from "../clouds/settings";
import { OUR_TAG } from "../resources/issues";
import type { CommonArgs, FieldKind, ImageResource } from "../resources/resource";
import { withoutLeft } from "./claim/leftTags";
import { deriveMarker, isUnclaimed } from "./marks/marker";
import type { Call } from "./operation/call";
import { replacing } from "./operation/run";
import { differing, same, treatments, wanted } from "./state/change";
import { argsIn, type Props } from "./state/inputs";
import { fromOutputs } from "./state/record";
import { holdsUnknown } from "./state/unknowns";

export interface Difference {
  /**
   * Left out where arguments changed: the engine then compares the inputs itself, shows what it finds, and obeys
   * `replaceOnChanges`. It finds our hidden inputs too, so for those alone, and for drift, it is told.
   */
  readonly changes?: boolean;
  readonly replaces?: readonly string[];
  /** Obeyed where the image is replaced, whoever asks for that. */
  readonly deleteBeforeReplace?: boolean;
  /**
   * The arguments that differ: from those of the last create or update, from what the image shows, or perhaps, where they are not
   * known yet. None where the image asks for an update that changes nothing a program says: it lacks its mark. Of one that is
   * unfinished it is `status`.
   */
  readonly fields: readonly string[];
  /** That an update goes on with an unfinished image, for people: nothing that a program says tells why there is one. */
  readonly goesOn?: string;
}

/** What an `up` would do, from the last outputs and the new inputs alone. Pure. */
export function diff<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  outputs: Props,
  inputs: Props,
  call: Pick<Call, "urn" | "owner">,
): Difference {
  const record = fromOutputs(outputs);
  if (record === undefined) return { changes: true, fields: [] };
  const args = argsIn(inputs);
  const profile = record.profile as Profile;
  const kinds = resource.kinds(profile);
  const first = resource.deletesFirst?.(record.args as Partial<Args>, args as Partial<Args>) ?? false;
  const order = first ? { deleteBeforeReplace: true } : {};

  const replacingArgs = replacing(resource, args, profile);
  const remade = changed(replacingArgs, replacing(resource, record.args, profile));
  const replaced = remade.filter((field) => !resource.alreadyHas?.(field, args as Partial<Args>, outputs));
  const drifted: readonly string[] = differing(
    wanted(args, record.args, treatments(resource, profile)),
    withoutLeft(outputs, record.leftTags ?? [], args),
  );
  // The last inputs are those of the record, after a refresh what the image shows: what differs from both, the engine sees.
  // What falls back to what only the source tells may differ.
  const inherited: readonly string[] = resource.fromSource(profile);
  const edited = changed(args, record.args).filter(
    (field) => drifted.includes(field) || (args[field] === undefined && inherited.includes(field)),
  );
  const phase: Phase = phaseOf(String(outputs.__failed ?? outputs.status));
  const goesOn = phase === "failed" ? undefined : unfinished(outputs, phase);
  // What an unfinished image shows otherwise, such as its temporary name, is no drift: the take-over sets it.
  const shown = goesOn === undefined ? drifted : ["status"];
  const settings = changed(local(args, kinds), local(record.args, kinds));
  const unknown = Object.keys(args).filter((field) => holdsUnknown(args[field]));
  const fields = [...new Set([...remade, ...edited, ...shown, ...settings, ...unknown])];
  const rest = { ...order, fields, ...(goesOn === undefined ? {} : { goesOn }) };

  if (replaced.length > 0) return { replaces: replaced, ...order, fields };
  if (phase === "failed") {
    // What a failed job leaves may look unfinished for ever: before a new one it goes, or it would be adopted.
    const away = resource.mark === "tag" ? { deleteBeforeReplace: true } : order;
    return { changes: true, replaces: ["status"], ...away, fields };
  }
  if (remade.length + edited.length + settings.length + unknown.length > 0) return rest;

  // Covers an image that is unfinished, lost its tag, or whose stack or resource was renamed: update rewrites it.
  const tag = tagValue(deriveMarker(call.owner, call.urn, replacingArgs), record.claim);
  // An imported image is ours by its id: its tag can wait for an update that has something to say to people.
  const unmarked = record.imported !== undefined && outputs.__tag === record.imported;
  const marked = outputs.__tag === tag || unmarked;
  const changes = phase === "pending" || drifted.length > 0 || !marked;
  return { changes, ...rest };
}

function unfinished(outputs: Props, phase: Phase): string | undefined {
  const { name, status, imageId, jobId, __tag: tag } = outputs;
  const isBegun = isUnclaimed({ name: String(name ?? ""), tags: { [OUR_TAG]: String(tag ?? "") } });
  if (phase !== "pending" && !isBegun) return undefined;
  return imageId === undefined && jobId !== undefined
    ? `goes on with the unfinished image of the job ${jobId}`
    : `goes on with the unfinished image (${status}): ${imageId}`;
}

/** Fields that differ from those of the last create or update. An unknown one may differ. */
function changed(args: Props, before: Props): string[] {
  const fields = new Set([...Object.keys(args), ...Object.keys(before)]);
  return [...fields].filter((field) => !same(args[field], before[field]));
}

/** Settings that only we read. */
function local(args: Props, kinds: Readonly<Record<string, FieldKind>>): Props {
  return Object.fromEntries(Object.entries(args).filter(([field]) => kinds[field] === "local"));
}
