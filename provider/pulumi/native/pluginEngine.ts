import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { type Engine, engineWith } from "../process/engine";
import { grpcSender } from "../process/grpcSender";

const openSender = grpcSender({ credentials, EngineClient, LogRequest, LogSeverity });

/** The engine at this address, with what the plugin carries along. */
export function pluginEngine(address: string | undefined): Engine {
  return engineWith(address, openSender);
}
