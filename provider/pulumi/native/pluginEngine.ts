import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { type Engine, engineWith } from "../process/engine";
import { grpcSender } from "../process/grpcSender";

const openSender = grpcSender({ credentials, EngineClient, LogRequest, LogSeverity });

/** The engine that started the plugin, and whose end is the plugin's too; with what the plugin carries along. */
export function ownEngine(address: string): Engine {
  return engineWith(address, openSender);
}

/**
 * An engine that attaches to a plugin which a person has started (PULUMI_DEBUG_PROVIDERS). It comes for one run, and sends no
 * signal when it leaves: if its end were taken for its death, what it has just recorded would be undone.
 */
export function attachedEngine(address: string | undefined): Engine {
  return { ...engineWith(address, openSender), isAlive: async () => undefined };
}
