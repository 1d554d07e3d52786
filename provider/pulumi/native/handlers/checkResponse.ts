import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Issue } from "../../../resources/issues";

export function checkResponse(inputs: Struct, issues: readonly Issue[]): messages.CheckResponse {
  const failures = issues.map(({ property, reason }) => {
    const failure = new messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
  const response = new messages.CheckResponse();
  response.setInputs(inputs);
  response.setFailuresList(failures);
  return response;
}
