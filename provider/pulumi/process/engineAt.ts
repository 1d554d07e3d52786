import { createRequire } from "node:module";
import type { EngineClient as Client } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/engine_pb";
import { type Engine, engineWith, type Sender } from "./engine";

/** The engine at this address, for who has @pulumi/pulumi installed beside this package. */
export function engineAt(address: string | undefined): Engine {
  return engineWith(address, openSender);
}

function openSender(address: string): Sender {
  // @grpc/grpc-js is a dependency of @pulumi/pulumi, so only from there does every package manager find it.
  const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc = fromPulumi("@grpc/grpc-js");
  const { EngineClient } = fromPulumi("@pulumi/pulumi/proto/engine_grpc_pb") as {
    EngineClient: typeof Client;
  };
  const { LogRequest, LogSeverity } = fromPulumi("@pulumi/pulumi/proto/engine_pb") as typeof messages;
  const severities = { debug: LogSeverity.DEBUG, info: LogSeverity.INFO, warning: LogSeverity.WARNING };
  const client = new EngineClient(address, grpc.credentials.createInsecure());
  return ({ urn, text, severity, ephemeral }) => {
    const request = new LogRequest();
    request.setSeverity(severities[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    client.log(request, () => {}); // a lost message must not fail the operation
  };
}
