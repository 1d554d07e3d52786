import { createRequire } from "node:module";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import type * as statuses from "@pulumi/pulumi/proto/status_pb";
import type { Props } from "../../lifecycle/state/inputs";
import type { ErrorWords } from "../errorWords";

/** As @grpc/grpc-js takes it for the failed answer of a call. */
export interface RpcError {
  readonly code: number;
  readonly details: string;
  /** Says that an image is kept. */
  readonly metadata?: object;
}

/** The properties of a resource on the wire. */
export type Struct = Parameters<messages.ErrorResourceInitFailed["setProperties"]>[0];

const DETAILS = "grpc-status-details-bin";
const KEPT = "pulumirpc.ErrorResourceInitFailed";

/** The error as the engine takes it from a plugin. It looks for an image that is kept in the details of the status. */
export function rpcError(
  { message, kept, stack }: ErrorWords,
  toStruct: (properties: Props) => Struct,
): RpcError {
  // Both are dependencies of @pulumi/pulumi, so only from there does every package manager find them.
  const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc = fromPulumi("@grpc/grpc-js");
  const code: number = grpc.status.UNKNOWN;
  if (kept === undefined) return { code, details: stack || message };
  const { ErrorResourceInitFailed } = fromPulumi("@pulumi/pulumi/proto/provider_pb") as typeof messages;
  const { Status } = fromPulumi("@pulumi/pulumi/proto/status_pb") as typeof statuses;
  const { Any } = fromPulumi("google-protobuf/google/protobuf/any_pb");
  const failed = new ErrorResourceInitFailed();
  failed.setId(kept.id);
  failed.setProperties(toStruct(kept.properties));
  failed.setReasonsList([...kept.reasons]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), KEPT);
  const status = new Status();
  status.setCode(code);
  status.setMessage(message);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add(DETAILS, Buffer.from(status.serializeBinary()));
  return { code, details: message, metadata };
}
