/**
 * The verbs of the lifecycle for dynamic resources, of which the engine tells a provider inputs and outputs alone: everything
 * else is hidden among them.
 */
import type { CallOptions } from "../../../http/call";
import { type Checked, check as checkArgs } from "../../../lifecycle/check";
import { PartialFailureError } from "../../../lifecycle/claim/partialFailureError";
import { type Created, create as createImage } from "../../../lifecycle/create";
import { deleteImage as deleteManaged } from "../../../lifecycle/delete";
import { diff as compare, type Difference as Differences } from "../../../lifecycle/diff";
import { type Import, type Imported, importImage as importExisting } from "../../../lifecycle/import/import";
import type { Host } from "../../../lifecycle/operation/host";
import { type ReadResult, read as readImage } from "../../../lifecycle/read";
import { same } from "../../../lifecycle/state/change";
import type { Props } from "../../../lifecycle/state/inputs";
import type { Outputs } from "../../../lifecycle/state/record";
import { update as updateImage } from "../../../lifecycle/update";
import type { CommonArgs, ImageResource } from "../../../resources/resource";
import { noteClaim } from "../../process/noteClaim";
import { type HiddenInputs, hiddenIn, hiddenOutputs } from "./hiddenInputs";

export function check<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  host: Host,
  before?: Props,
): Checked {
  return checkArgs(resource, inputs, hiddenIn(inputs).call, host, before);
}

/** The engine finds the fields of a dynamic resource by itself, and has no place for words. */
export type Difference = Omit<Differences, "fields" | "goesOn">;

export function diff<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  outputs: Props,
  inputs: Props,
  say?: (text: string) => void,
): Difference {
  const { fields: _, goesOn, ...found } = compare(resource, outputs, inputs, hiddenIn(inputs).call);
  if (goesOn !== undefined) say?.(goesOn);
  // The option `customTimeouts`, which only we read: delete and read see what an update has recorded.
  const isRecorded = same(outputs.__timeouts ?? {}, inputs.__timeouts ?? {});
  return found.changes === false && !isRecorded ? { ...found, changes: true } : found;
}

export function create<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  host: Host,
): Promise<Created> {
  const hidden = hiddenIn(inputs);
  return keepingHidden(hidden, async () => {
    const created = await createImage(resource, inputs, hidden.call, host);
    return { ...created, outs: { ...created.outs, ...hiddenOutputs(hidden) } };
  });
}

export async function read<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  host: Host,
): Promise<ReadResult> {
  const found = await readImage(resource, id, props, hiddenIn(props).call, host);
  if (found.inputs === undefined) return found; // gone, or never ours
  return {
    ...found,
    props: { ...found.props, ...hiddenKeys(props) },
    inputs: { ...found.inputs, ...hiddenKeys(withoutNoTimeouts(props)) },
  };
}

export function update<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  outputs: Props,
  inputs: Props,
  host: Host,
): Promise<Outputs> {
  const hidden = hiddenIn(inputs);
  return keepingHidden(hidden, async () => ({
    ...(await updateImage(resource, id, outputs, inputs, hidden.call, host)),
    ...hiddenOutputs(hidden),
  }));
}

export function deleteImage<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  host: Host,
): Promise<void> {
  return deleteManaged(resource, id, props, hiddenIn(props).call, host);
}

/** An import as it stands in a state. */
export interface ImportedState extends Imported {
  readonly inputs: Props;
}

export async function importImage<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  wanted: Omit<Import, "ways">,
  options: CallOptions,
): Promise<ImportedState> {
  const ways = { source: "give by --source", takeOver: "give --take-over" };
  const imported = await importExisting(resource, { ...wanted, ways }, options);
  const hidden = { __urn: wanted.urn, __owner: wanted.owner };
  const recorded = (outputs: Outputs) => ({ ...outputs, ...hidden, __timeouts: {} });
  return {
    ...imported,
    inputs: { ...imported.args, ...hidden },
    outputs: recorded(imported.outputs),
    mark: async (markOptions) => recorded(await imported.mark(markOptions)),
  };
}

export function noteHeld(host: Pick<Host, "heldClaims">, outputs: Props): void {
  noteClaim(host, outputs, hiddenIn(outputs).call.urn);
}

/** An image that is kept unfinished keeps the hidden inputs too. */
async function keepingHidden<T>(hidden: HiddenInputs, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (!(error instanceof PartialFailureError)) throw error;
    const { message, id, cause } = error;
    const properties = { ...error.properties, ...hiddenOutputs(hidden) };
    throw new PartialFailureError(message, { id, properties, cause });
  }
}

function hiddenKeys({ __urn, __owner, __timeouts, __secret, __cloud }: Props): Props {
  return { __urn, __owner, __timeouts, __secret, __cloud };
}

/** As the program sends them: without time-outs where none were given, or a preview would show them as taken out. */
function withoutNoTimeouts({ __timeouts, ...props }: Props): Props {
  return Object.keys(__timeouts ?? {}).length > 0 ? { ...props, __timeouts } : props;
}
