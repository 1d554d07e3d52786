import type { Metadata } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

/** The image that a failed call says is kept, as the engine reads it of the details of the status. */
export function keptIn({ metadata }: { readonly metadata?: Metadata }) {
  const [binary] = metadata?.get("grpc-status-details-bin") ?? [];
  const status = Status.deserializeBinary(new Uint8Array(Buffer.from(binary ?? "")));
  const [detail] = status.getDetailsList();
  expect(detail?.getTypeUrl()).toBe("type.googleapis.com/pulumirpc.ErrorResourceInitFailed");
  const failed = ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
  return {
    message: status.getMessage(),
    id: failed.getId(),
    reasons: failed.getReasonsList(),
    properties: failed.getProperties()?.toJavaScript() ?? {},
  };
}
