import { createRequire } from "node:module";
import { connect } from "node:net";
import type { EngineClient as Client } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/engine_pb";

/** One message to the engine. */
export interface LogLine {
  readonly urn: string;
  readonly text: string;
  readonly severity: "debug" | "info" | "warning";
  /** Shown in the resource's status column until the next one, instead of staying in the log. */
  readonly ephemeral: boolean;
}

/** The engine that started this process. It takes our messages, and we end when it dies. */
export interface Engine {
  log(line: LogLine): void;
  /** Whether it accepts connections on its address; undefined if that cannot be determined. */
  isAlive(): Promise<boolean | undefined>;
}

/**
 * The engine at this address, which is the last argument of a provider process; flags may stand before it. A message with a URN
 * appears at that resource (seen: pulumi 3.259; docs/vendors/pulumi.md#messages-and-the-engines-life). If the engine cannot be
 * reached, messages are dropped.
 */
export function engineAt(address: string | undefined): Engine {
  const hostAndPort = /^(.+):(\d+)$/.exec(address ?? "");
  if (hostAndPort === null || address === undefined) return { log: () => {}, isAlive: async () => undefined };
  const [, host = "", port = ""] = hostAndPort;
  let send: ((line: LogLine) => void) | undefined;
  return {
    log(line) {
      send ??= logSender(address);
      send(line);
    },
    isAlive: () => isListening(host, Number(port)),
  };
}

function logSender(address: string): (line: LogLine) => void {
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

function isListening(host: string, port: number): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (result: boolean | undefined) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      end(error.code === "ECONNREFUSED" ? false : undefined),
    );
  });
}
