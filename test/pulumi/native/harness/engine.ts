import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** What a plugin knows of an engine: an address that takes messages, until the engine is gone. */
export interface Engine {
  readonly address: string;
  /** The messages so far: severity, URN and text. */
  readonly told: string[][];
  /** As SIGKILL ends it: the plugin learns nothing, and nobody listens any more. */
  die(): void;
}

export async function startEngine(): Promise<Engine> {
  const told: string[][] = [];
  const server = new Server();
  const log = (
    { request }: { request: LogRequest },
    answer: (error: null, empty: InstanceType<typeof Empty>) => void,
  ) => {
    const severity = Object.entries(LogSeverity).find(([, value]) => value === request.getSeverity())?.[0];
    told.push([severity ?? "?", request.getUrn(), request.getMessage()]);
    answer(null, new Empty());
  };
  const others = Object.keys(EngineService)
    .filter((name) => name !== "log")
    .map((name) => [name, () => {}]);
  server.addService(EngineService, { ...Object.fromEntries(others), log });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return { address: `127.0.0.1:${port}`, told, die: () => server.forceShutdown() };
}
