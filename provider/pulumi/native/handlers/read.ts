import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { ReadResult } from "../../../lifecycle/read";
import { noteClaim } from "../../process/noteClaim";
import { callOf } from "../callOf";
import { definitionOf } from "../definitionOf";
import { operate } from "../operate";
import { ownerOf } from "../ownerOf";
import { recordedOwner } from "../recordedOwner";
import type { Session } from "../session";
import { outputStruct } from "../wire/outputStruct";
import { type Received, received } from "../wire/received";
import { toStruct } from "../wire/toStruct";
import { parseImportId } from "./importId";
import { importImage, read as readImage } from "./verbs";

/**
 * A refresh, `get`, or an import: the engine sends the last outputs, what `get` was given (if need be an empty message), or for an
 * import no message at all (seen: pulumi 3.259; test/pulumi/native/read.test.ts).
 */
export function read(request: messages.ReadRequest, session: Session): Promise<messages.ReadResponse> {
  return request.hasProperties() ? readKnown(request, session) : bringIn(request, session);
}

function readKnown(request: messages.ReadRequest, session: Session): Promise<messages.ReadResponse> {
  const urn = request.getUrn();
  const { resource } = definitionOf(urn);
  const [outputs, inputs] = [received(request.getProperties()), received(request.getInputs())];
  return operate(session, { urn, resource, inputs: [inputs], outputs }, async (host, secrets) => {
    const { values } = outputs;
    const isManaged = values.stateVersion !== undefined;
    const owner = isManaged ? recordedOwner(values, urn, session) : "";
    const call = callOf({ urn, operation: "delete", seconds: request.getTimeout(), owner });
    noteClaim(host, values, call.urn);
    // `get` has no argument for the cloud: it stands behind the id, as with an import.
    const { id, given } = isManaged
      ? { id: request.getId(), given: {} }
      : parseImportId(resource, request.getId());
    const found = await readImage(resource, id, { ...values, ...given }, call, host);
    return responseOf(found, (props) => outputStruct(resource, props, secrets), inputs);
  });
}

function bringIn(request: messages.ReadRequest, session: Session): Promise<messages.ReadResponse> {
  const urn = request.getUrn();
  const { resource } = definitionOf(urn);
  return operate(session, { urn, resource, inputs: [] }, async (host) => {
    const wanted = parseImportId(resource, request.getId());
    const owner = ownerOf(urn, session.owner, session.folder);
    const call = callOf({ urn, operation: "create", seconds: request.getTimeout(), owner });
    const found = await importImage(resource, wanted, call, host);
    return responseOf(found, (props) => outputStruct(resource, props, []));
  });
}

/** An empty answer takes the resource out of the state. */
function responseOf(
  { id, props, inputs }: ReadResult,
  outputs: (props: NonNullable<ReadResult["props"]>) => ReturnType<typeof toStruct>,
  before?: Received,
): messages.ReadResponse {
  const response = new messages.ReadResponse();
  response.setId(id ?? "");
  if (props !== undefined) response.setProperties(outputs(props));
  if (inputs !== undefined) response.setInputs(toStruct(inputs, before?.secrets));
  return response;
}
