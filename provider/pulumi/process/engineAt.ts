import { createRequire } from "node:module";
import { type Engine, engineWith, type Sender } from "./engine";
import { grpcSender } from "./grpcSender";

/** The engine at this address, for who has @pulumi/pulumi installed beside this package. */
export function engineAt(address: string | undefined): Engine {
  return engineWith(address, openSender);
}

function openSender(address: string): Sender {
  // @grpc/grpc-js is a dependency of @pulumi/pulumi, so only from there does every package manager find it.
  const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { credentials } = fromPulumi("@grpc/grpc-js");
  const { EngineClient } = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest, LogSeverity } = fromPulumi("@pulumi/pulumi/proto/engine_pb");
  return grpcSender({ credentials, EngineClient, LogRequest, LogSeverity })(address);
}
