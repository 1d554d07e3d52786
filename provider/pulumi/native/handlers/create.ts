import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Profile } from "../../../clouds/settings";
import { CloudError } from "../../../http/errors";
import type { Call } from "../../../lifecycle/operation/call";
import type { Host } from "../../../lifecycle/operation/host";
import { cloudName } from "../../../lifecycle/operation/run";
import type { Props } from "../../../lifecycle/state/inputs";
import { holdsUnknown, isUnknown } from "../../../lifecycle/state/unknowns";
import { plainOutputs } from "../../plainOutputs";
import { callOf } from "../callOf";
import { definitionOf } from "../definitionOf";
import type { Definition } from "../definitions";
import { operate } from "../operate";
import { ownerOf } from "../ownerOf";
import type { Session } from "../session";
import { outputStruct } from "../wire/outputStruct";
import { received } from "../wire/received";
import { previewOfCreate } from "./previewOutputs";
import { create as createImage } from "./verbs";

/** In a preview: what the image will show as far as it is known, and what the cloud would refuse. */
export function create(request: messages.CreateRequest, session: Session): Promise<messages.CreateResponse> {
  const urn = request.getUrn();
  const definition = definitionOf(urn);
  const { resource } = definition;
  const given = received(request.getProperties());
  return operate(session, { urn, resource, inputs: [given] }, async (host, secrets) => {
    const owner = ownerOf(urn, session.owner, session.folder);
    const call = callOf({ urn, operation: "create", seconds: request.getTimeout(), owner });
    const response = new messages.CreateResponse();
    if (request.getPreview()) {
      const outputs = await preview(definition, given.values, call, { host, session });
      response.setProperties(outputStruct(resource, outputs, secrets));
      return response;
    }
    const created = await createImage(resource, given.values, call, host);
    void session.host.interruption.undoIfEngineDies(created.undo);
    response.setId(created.id);
    response.setProperties(outputStruct(resource, plainOutputs(created, host.log(urn)), secrets));
    return response;
  });
}

async function preview(
  { resource, outputs }: Definition,
  inputs: Props,
  { urn, owner }: Call,
  { host, session }: { readonly host: Host; readonly session: Session },
): Promise<Props> {
  const mode = host.preflight;
  if (mode !== "off" && !holdsUnknown(inputs)) {
    const log = host.log(urn);
    const about = { urn, owner, given: inputs, isToBeCreated: true, log };
    const { warnings, refusal } = await session.preflight.probe(resource, about, mode);
    for (const text of warnings) log.warn(text);
    if (refusal !== undefined) throw new CloudError(refusal, { outcome: "not-sent" });
  }
  return previewOfCreate(resource, outputs, inputs, profileFor(inputs, host));
}

function profileFor(inputs: Props, host: Host): Profile | undefined {
  return isUnknown(inputs.cloud) ? undefined : host.profile(cloudName(inputs));
}
