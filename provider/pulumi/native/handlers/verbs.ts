/**
 * The verbs of the lifecycle for the resources of the plugin. The engine tells a plugin what each call is about, so that outputs
 * keep no more than whose the image is, and of which resource: the dynamic form reads them when a stack changes to it.
 */
import { ifNotInstalled, ownCommand } from "../../../http/ownCommand";
import { PartialFailureError } from "../../../lifecycle/claim/partialFailureError";
import { type Created, create as createImage } from "../../../lifecycle/create";
import { importImage as importExisting } from "../../../lifecycle/import/import";
import type { Call } from "../../../lifecycle/operation/call";
import type { Host } from "../../../lifecycle/operation/host";
import { type ReadResult, read as readImage } from "../../../lifecycle/read";
import type { Props } from "../../../lifecycle/state/inputs";
import type { Outputs } from "../../../lifecycle/state/record";
import { update as updateImage } from "../../../lifecycle/update";
import type { CommonArgs, ImageResource } from "../../../resources/resource";
import type { ImportId } from "./importId";

export function create<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  inputs: Props,
  call: Call,
  host: Host,
): Promise<Created> {
  return keeping(call, async () => {
    const created = await createImage(resource, inputs, call, host);
    return { ...created, outs: { ...created.outs, ...kept(call) } };
  });
}

export function update<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  outputs: Props,
  inputs: Props,
  call: Call,
  host: Host,
): Promise<Outputs> {
  return keeping(call, async () => ({
    ...(await updateImage(resource, id, outputs, inputs, call, host)),
    ...kept(call),
  }));
}

/** A refresh, or the read of `get`, which manages nothing. */
export async function read<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  id: string,
  props: Props,
  call: Call,
  host: Host,
): Promise<ReadResult> {
  const found = await readImage(resource, id, props, call, host);
  return found.inputs === undefined ? found : { ...found, props: { ...found.props, ...kept(call) } };
}

/** What `pulumi import` takes into the state. */
export async function importImage<Args extends CommonArgs>(
  resource: ImageResource<Args>,
  { id, given }: ImportId,
  call: Call,
  host: Host,
): Promise<Required<ReadResult>> {
  const cloud = host.connect(typeof given.cloud === "string" ? given.cloud : undefined);
  const options = { signal: host.signal, deadline: cloud.clock.now() + IMPORT_LIMIT_MS };
  const { urn, owner } = call;
  const location = await cloud.location();
  const { newClaim } = host;
  const wanted = { cloud, location, id, urn, owner, given, takeOver: false, newClaim, ways: ways() };
  const { args, outputs, notes } = await importExisting(resource, wanted, options);
  for (const note of notes) host.log(urn).line(note);
  return { id, props: { ...outputs, ...kept(call) }, inputs: args };
}

const IMPORT_LIMIT_MS = 60_000;

const ways = () => ({
  source: "say behind the id, as in `<id>?source=…`,",
  takeOver: `mark it for this resource first, by \`${ownCommand()} import <type> <name> <id> --take-over\`${ifNotInstalled()}`,
});

function kept({ urn, owner }: Call): Props {
  return { __urn: urn, __owner: owner };
}

async function keeping<T>(call: Call, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (!(error instanceof PartialFailureError)) throw error;
    const { message, id, cause } = error;
    throw new PartialFailureError(message, { id, properties: { ...error.properties, ...kept(call) }, cause });
  }
}
