import type { EngineClient as Client } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/engine_pb";
import type { Sender } from "./engine";

/** Pulumi's generated code for the engine's service, and what it is built on: each form finds them in its own way. */
export interface EngineService {
  readonly credentials: { createInsecure(): ConstructorParameters<typeof Client>[1] };
  readonly EngineClient: typeof Client;
  readonly LogRequest: typeof messages.LogRequest;
  readonly LogSeverity: typeof messages.LogSeverity;
}

/** Sends messages to the engine at an address. */
export function grpcSender({
  credentials,
  EngineClient,
  LogRequest,
  LogSeverity,
}: EngineService): (address: string) => Sender {
  const severities = { debug: LogSeverity.DEBUG, info: LogSeverity.INFO, warning: LogSeverity.WARNING };
  return (address) => {
    const client = new EngineClient(address, credentials.createInsecure());
    return ({ urn, text, severity, ephemeral }) => {
      const request = new LogRequest();
      request.setSeverity(severities[severity]);
      request.setMessage(text);
      request.setUrn(urn);
      request.setEphemeral(ephemeral);
      client.log(request, () => {}); // a lost message must not fail the operation
    };
  };
}
