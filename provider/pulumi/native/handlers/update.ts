import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { noteClaim } from "../../process/noteClaim";
import { callOf } from "../callOf";
import { definitionOf } from "../definitionOf";
import { operate } from "../operate";
import { recordedOwner } from "../recordedOwner";
import type { Session } from "../session";
import { outputStruct } from "../wire/outputStruct";
import { received } from "../wire/received";
import { previewOfUpdate } from "./previewOutputs";
import { update as updateImage } from "./verbs";

export function update(request: messages.UpdateRequest, session: Session): Promise<messages.UpdateResponse> {
  const urn = request.getUrn();
  const { resource, outputs: schema } = definitionOf(urn);
  const [outputs, news] = [received(request.getOlds()), received(request.getNews())];
  const inputs = [news, received(request.getOldInputs())];
  return operate(session, { urn, resource, inputs, outputs }, async (host, secrets) => {
    const { values } = outputs;
    const owner = recordedOwner(values, urn, session);
    const call = callOf({ urn, operation: "update", seconds: request.getTimeout(), owner });
    noteClaim(host, values, call.urn);
    const found = request.getPreview()
      ? previewOfUpdate(resource, schema, values, news.values)
      : await updateImage(resource, request.getId(), values, news.values, call, host);
    const response = new messages.UpdateResponse();
    response.setProperties(outputStruct(resource, found, secrets));
    return response;
  });
}
