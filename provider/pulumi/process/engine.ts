import { createRequire } from "node:module";
import { connect } from "node:net";
import type { EngineClient as Client } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/engine_pb";

export interface LogLine {
  readonly urn: string;
  readonly text: string;
  readonly severity: "debug" | "info" | "warning";
  /** Replaces what the resource's status column shows, instead of staying in the log. */
  readonly ephemeral: boolean;
}

/** The engine that started this process: where messages go, and whose death ends us. */
export interface Engine {
  log(line: LogLine): void;
  /** Whether it answers on its address; undefined when that cannot be told. */
  lives(): Promise<boolean | undefined>;
}

/**
 * The engine's address is the last argument of a provider process; flags may stand before it. Messages with a
 * URN appear at that resource (seen: pulumi 3.259; docs/vendors/pulumi.md#messages-and-the-engines-life). An engine
 * that cannot be reached is silence.
 */
export function engineAt(address: string | undefined): Engine {
  const place = /^(.+):(\d+)$/.exec(address ?? "");
  if (place === null || address === undefined) return { log: () => {}, lives: async () => undefined };
  const [, host = "", port = ""] = place;
  let send: ((line: LogLine) => void) | undefined;
  return {
    log(line) {
      send ??= sender(address);
      send(line);
    },
    lives: () => answers(host, Number(port)),
  };
}

function sender(address: string): (line: LogLine) => void {
  // @grpc/grpc-js is @pulumi/pulumi's own dependency: it is found from there, with every package manager.
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
    client.log(request, () => {}); // a message that is lost is no reason to lose an image
  };
}

function answers(host: string, port: number): Promise<boolean | undefined> {
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
