import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { deleteImage as deleteManaged } from "../../../lifecycle/delete";
import { noteClaim } from "../../process/noteClaim";
import { callOf } from "../callOf";
import { definitionOf } from "../definitionOf";
import { operate } from "../operate";
import type { Session } from "../session";
import { received } from "../wire/received";

export function deleteImage(request: messages.DeleteRequest, session: Session): Promise<Empty> {
  const urn = request.getUrn();
  const { resource } = definitionOf(urn);
  const [outputs, inputs] = [received(request.getProperties()), received(request.getOldInputs())];
  return operate(session, { urn, resource, inputs: [inputs], outputs }, async (host) => {
    const call = callOf({ urn, operation: "delete", seconds: request.getTimeout(), owner: "" });
    noteClaim(host, outputs.values, call.urn);
    await deleteManaged(resource, request.getId(), outputs.values, call, host);
    return new Empty();
  });
}
