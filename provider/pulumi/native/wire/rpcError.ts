import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Props } from "../../../lifecycle/state/inputs";
import type { ErrorWords } from "../../errorWords";

/** As @grpc/grpc-js takes it for the failed answer of a call. */
export interface RpcError extends Error {
  readonly code: number;
  readonly details: string;
  /** Says that an image is kept. */
  readonly metadata?: Metadata;
}

const DETAILS = "grpc-status-details-bin";
const KEPT = "pulumirpc.ErrorResourceInitFailed";

/** The error as the engine takes it from a plugin. It looks for an image that is kept in the details of the status. */
export function rpcError(
  { message, kept, stack }: ErrorWords,
  toStruct: (properties: Props) => Struct,
): RpcError {
  const code = status.UNKNOWN;
  if (kept === undefined) return failed({ code, details: stack || message });
  const image = new ErrorResourceInitFailed();
  image.setId(kept.id);
  image.setProperties(toStruct(kept.properties));
  image.setReasonsList([...kept.reasons]);
  const detail = new Any();
  detail.pack(image.serializeBinary(), KEPT);
  const full = new Status();
  full.setCode(code);
  full.setMessage(message);
  full.addDetails(detail);
  const metadata = new Metadata();
  metadata.add(DETAILS, Buffer.from(full.serializeBinary()));
  return failed({ code, details: message, metadata });
}

function failed(answer: Pick<RpcError, "code" | "details" | "metadata">): RpcError {
  return Object.assign(new Error(answer.details), answer);
}
